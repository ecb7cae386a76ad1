import { type AddressInfo, connect } from 'node:net';
import {
  Body,
  type CallHandler,
  ConflictException,
  Controller,
  type ExecutionContext,
  Injectable,
  Module,
  Post,
  UploadedFile,
  UseInterceptors,
} from '@portico/common';
import { NestFactory } from '@portico/core';
import { merge, retry, throwError } from 'rxjs';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import {
  FastifyAdapter,
  FileInterceptor,
  FileStreamInterceptor,
  type MultipartFileStream,
  MultipartModule,
  type MultipartModuleOptions,
  type MultipartOptionsFactory,
  type MultipartStorageEngine,
  type NestFastifyApplication,
  type UploadedMultipartFile,
} from '../src/index.js';

let started = 0;
let onFailure: (error: unknown) => void = () => undefined;

/** Gives up as soon as the interceptors inside it have begun. */
const givingUp = {
  intercept: (_context: ExecutionContext, next: CallHandler) =>
    merge(
      next.handle(),
      throwError(() => new ConflictException('too late')),
    ),
};

const repeating = {
  intercept: (_context: ExecutionContext, next: CallHandler) => next.handle().pipe(retry(1)),
};

@Controller()
class StreamController {
  @UseInterceptors(FileStreamInterceptor('file', { limits: { fileSize: 100_000 } }))
  @Post('stream')
  async stream(@UploadedFile() file: MultipartFileStream | undefined, @Body() body: unknown) {
    let size = 0;
    started += 1;
    try {
      if (file) for await (const chunk of file.stream) size += (chunk as Buffer).length;
    } catch (error) {
      onFailure(error);
      throw error;
    }
    return { name: file?.originalname ?? null, size, body };
  }

  @UseInterceptors(FileStreamInterceptor('file'))
  @Post('ignored')
  ignored(@UploadedFile() file: MultipartFileStream) {
    return { name: file.originalname };
  }

  @UseInterceptors(givingUp, FileStreamInterceptor('file'))
  @Post('given-up')
  givenUp() {
    return 'never';
  }

  @UseInterceptors(FileStreamInterceptor('file'), FileStreamInterceptor('other'))
  @Post('twice')
  twice() {
    return 'never';
  }

  @UseInterceptors(repeating, FileStreamInterceptor('file'))
  @Post('again')
  again() {
    throw new Error('the first call');
  }

  @UseInterceptors(FileInterceptor('file'))
  @Post('default')
  default(@UploadedFile() file: UploadedMultipartFile & { kept?: string }) {
    return { kept: file.kept ?? null, size: file.size };
  }
}

const errors: unknown[] = [];
const logger = {
  log: () => undefined,
  warn: () => undefined,
  error: (...logged: unknown[]) => void errors.push(logged),
};

async function start(...imports: any[]): Promise<string> {
  @Module({ imports, controllers: [StreamController] })
  class AppModule {}
  const app = await NestFactory.create<NestFastifyApplication>(AppModule, new FastifyAdapter(), {
    logger,
    abortOnError: false,
  });
  errors.length = 0;
  onTestFinished(() => app.close());
  await app.listen(0, '127.0.0.1');
  return `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;
}

async function post(url: string, fill: (form: FormData) => void): Promise<[number, any]> {
  const body = new FormData();
  fill(body);
  const response = await fetch(url, { method: 'POST', body });
  return [response.status, await response.json()];
}

describe('FileStreamInterceptor', () => {
  it('provides the stream, and the fields before it', async () => {
    const url = await start();
    const answer = await post(`${url}/stream`, (form) => {
      form.append('before', '1');
      form.append('file', new Blob(['x'.repeat(50_000)]), 'a.txt');
      form.append('after', '2');
    });
    expect(answer).toEqual([201, { name: 'a.txt', size: 50_000, body: { before: '1' } }]);
  });

  it('replies with 413 at the limit', async () => {
    const url = await start();
    for (const size of [100_001, 3_000_000]) {
      const [status] = await post(`${url}/stream`, (form) =>
        form.append('file', new Blob(['x'.repeat(size)]), 'a.txt'),
      );
      expect([size, status]).toEqual([size, 413]);
    }
    expect((await post(`${url}/stream`, (form) => form.append('t', '1')))[1]).toMatchObject({ name: null, size: 0 });
  });

  it('fails with a 400, which is not logged, if the client disconnects', async () => {
    const url = await start();
    const failures: unknown[] = [];
    started = 0;
    onFailure = (error) => failures.push(error);
    onTestFinished(() => {
      onFailure = () => undefined;
    });
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    const head = '--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n';
    socket.write(
      'POST /stream HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 100000\r\n\r\n',
    );
    socket.write(`${head}${'x'.repeat(20_000)}`);
    await vi.waitFor(() => expect(started).toBeGreaterThan(0));
    socket.destroy();
    await vi.waitFor(() => expect(failures).toMatchObject([{ status: 400, message: 'Request aborted' }]));
    expect((await fetch(`${url}/none`)).status).toBe(404);
    expect(errors).toEqual([]);
  });

  it('allows a handler not to read the stream', async () => {
    const url = await start();
    const [status, answer] = await post(`${url}/ignored`, (form) =>
      form.append('file', new Blob(['x'.repeat(500_000)]), 'a.txt'),
    );
    expect([status, answer]).toEqual([201, { name: 'a.txt' }]);
  });

  it('discards the rest of the form if an interceptor has given up, so that the connection can be used again', async () => {
    const url = await start();
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    onTestFinished(() => void socket.destroy());
    let replies = '';
    socket.on('data', (chunk) => {
      replies += chunk;
    });
    const head = '--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n';
    const form = `${head}${'x'.repeat(500_000)}\r\n--b--\r\n`;
    socket.write(
      `POST /given-up HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: ${form.length}\r\n\r\n${form}`,
    );
    socket.write('GET /none HTTP/1.1\r\nHost: a\r\n\r\n');
    await vi.waitFor(() => expect(replies.match(/HTTP\/1.1 \d+/g)).toEqual(['HTTP/1.1 409', 'HTTP/1.1 404']));
  });

  it.each(['twice', 'again'])('reads a form once, also one of which a part is still to be read: %s', async (path) => {
    const url = await start();
    for (const size of [3, 500_000]) {
      const [status] = await post(`${url}/${path}`, (form) => form.append('file', new Blob(['x'.repeat(size)]), 'a'));
      expect([status, String(errors.splice(0))]).toEqual([500, expect.stringContaining('PORTICO_FORM_ALREADY_READ')]);
    }
  });

  it('reads at most a hundred headers of a part, by default', async () => {
    const url = await start();
    for (const [count, field] of [
      [99, { late: '1' }],
      [100, {}],
    ] as const) {
      const lines = [
        '--b',
        ...Array.from({ length: count }, () => 'a: 1'),
        'Content-Disposition: form-data; name="late"',
      ];
      const response = await fetch(`${url}/stream`, {
        method: 'POST',
        headers: { 'content-type': 'multipart/form-data; boundary=b' },
        body: [...lines, '', '1', '--b--', ''].join('\r\n'),
      });
      expect([response.status, await response.json()]).toEqual([201, { name: null, size: 0, body: field }]);
    }
  });

  it('rejects files of other fields with 400', async () => {
    const url = await start();
    const [status, answer] = await post(`${url}/stream`, (form) => form.append('other', new Blob(['x']), 'a.txt'));
    expect([status, answer.message]).toEqual([400, 'Unexpected file field - other']);
  });
});

describe('MultipartModule and storage engines', () => {
  /** A storage engine with a callback, like those of multer. */
  const storage: MultipartStorageEngine = {
    _handleFile(_request, file, callback) {
      let size = 0;
      file.stream.on('data', (chunk: Buffer) => {
        size += chunk.length;
      });
      file.stream.on('end', () => callback(null, { size, kept: 'here' } as object));
      file.stream.on('error', callback);
    },
    _removeFile: (_request, _file, callback) => callback(null),
  };

  @Injectable()
  class Options implements MultipartOptionsFactory {
    createMultipartOptions(): MultipartModuleOptions {
      return { storage };
    }
  }

  it.each([
    ['register', () => MultipartModule.register({ storage })],
    ['registerAsync with a factory', () => MultipartModule.registerAsync({ useFactory: () => ({ storage }) })],
    ['registerAsync with a class', () => MultipartModule.registerAsync({ useClass: Options })],
  ])('%s sets the storage of the interceptors', async (_how, module) => {
    const url = await start(module());
    expect(await post(`${url}/default`, (form) => form.append('file', new Blob(['abc']), 'a'))).toEqual([
      201,
      { kept: 'here', size: 3 },
    ]);
  });

  it('an error of a storage engine is an internal error', async () => {
    const failing: MultipartStorageEngine = {
      _handleFile: async () => {
        throw new Error('disk full');
      },
      _removeFile: async () => undefined,
    };
    const url = await start(MultipartModule.register({ storage: failing }));
    const [status, answer] = await post(`${url}/default`, (form) => form.append('file', new Blob(['abc']), 'a'));
    expect([status, answer]).toEqual([500, { statusCode: 500, message: 'Internal server error' }]);
  });
});
