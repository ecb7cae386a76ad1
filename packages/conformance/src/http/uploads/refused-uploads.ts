import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import {
  Body,
  type CallHandler,
  ConflictException,
  Controller,
  createParamDecorator,
  type ExecutionContext,
  MaxFileSizeValidator,
  type NestInterceptor,
  ParseFilePipe,
  Post,
  UploadedFile,
  UploadedFiles,
  UseInterceptors,
  ValidationPipe,
} from '@portico/common';
import { IsInt } from 'class-validator';
import { merge, type Observable, of, retry, take, throwError } from 'rxjs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchForTest } from '../support/application.js';
import { file, form, MULTIPART, text } from '../support/form.js';
import type { HttpPlatform, UploadInterceptors } from '../support/platform.js';

class PictureDto {
  @IsInt() width!: number;
}

const Refused = createParamDecorator(() => {
  throw new ConflictException('no parameter');
});

class Refusing implements NestInterceptor {
  intercept(): Observable<unknown> {
    throw new ConflictException('not now');
  }
}
class RefusingLater implements NestInterceptor {
  async intercept(): Promise<Observable<unknown>> {
    throw new ConflictException('not now');
  }
}
class Answering implements NestInterceptor {
  intercept(): Observable<unknown> {
    return of('from a cache');
  }
}
class TakingOne implements NestInterceptor {
  intercept(_context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(take(1));
  }
}

/** Gives up as soon as the interceptors inside it have begun. */
class GivingUp implements NestInterceptor {
  intercept(_context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return merge(
      next.handle(),
      throwError(() => new ConflictException('too late')),
    );
  }
}

class Repeating implements NestInterceptor {
  intercept(_context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(retry(1));
  }
}

function countingStorage() {
  type Done = (error: Error | null, info?: object) => void;
  const counts = { stored: 0, removed: 0 };
  return {
    counts,
    _handleFile(_request: unknown, { stream }: { stream: Readable }, done: Done): void {
      counts.stored += 1;
      stream.on('end', () => done(null, { size: 3 })).resume();
    },
    _removeFile(_request: unknown, _file: unknown, done: Done): void {
      counts.removed += 1;
      done(null);
    },
  };
}

function storingController(uploads: UploadInterceptors, folder: string) {
  const options = { dest: folder };
  const file = uploads.FileInterceptor('file', options);
  const tooLarge = new ParseFilePipe({ validators: [new MaxFileSizeValidator({ maxSize: 2 })] });

  @Controller('store')
  class StoringController {
    @UseInterceptors(file) @Post('dto') dto(
      @Body(new ValidationPipe()) dto: PictureDto,
      @UploadedFile() _file: unknown,
    ) {
      return dto;
    }
    @UseInterceptors(file) @Post('file-pipe') filePipe(@UploadedFile(tooLarge) _file: unknown) {
      return 'never';
    }
    @UseInterceptors(uploads.FilesInterceptor('file', 3, options)) @Post('list') list(
      @UploadedFiles(tooLarge) _files: unknown,
    ) {
      return 'never';
    }
    @UseInterceptors(uploads.FileFieldsInterceptor([{ name: 'file' }], options)) @Post('fields') fields(
      @UploadedFiles(tooLarge) _files: unknown,
    ) {
      return 'never';
    }
    @UseInterceptors(uploads.AnyFilesInterceptor(options)) @Post('any') any(@UploadedFiles(tooLarge) _files: unknown) {
      return 'never';
    }
    @UseInterceptors(file) @Post('decorator') decorator(@Refused() _refused: unknown) {
      return 'never';
    }
    @UseInterceptors(file, Refusing) @Post('interceptor') interceptor() {
      return 'never';
    }
    @UseInterceptors(file, RefusingLater) @Post('interceptor-later') interceptorLater() {
      return 'never';
    }
    @UseInterceptors(file, Answering) @Post('answered') answered() {
      return 'never';
    }
    @UseInterceptors(TakingOne, file) @Post('kept') kept() {
      return 'kept';
    }
    @UseInterceptors(file) @Post('failed') failed() {
      throw new ConflictException('the handler has the file');
    }
  }
  return StoringController;
}

/** Stored files must be removed if the handler is not called, because nothing else would remove them. */
export function describeRefusedUploads(platform: HttpPlatform): void {
  const { uploads } = platform;
  if (platform.capabilities.uploads !== true || !uploads) {
    it.skip(`refused uploads (skipped: ${platform.capabilities.uploads})`, () => undefined);
    return;
  }
  const { FileInterceptor } = uploads;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'refused-uploads-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const upload = async (path: string): Promise<[status: number, stored: number]> => {
    const app = await launchForTest(platform, { controllers: [storingController(uploads, folder)] });
    const before = (await readdir(folder)).length;
    const { status } = await app.post(
      `/store/${path}`,
      form(text('width', 'wide'), file('file', 'a.txt', 'abc')),
      MULTIPART,
    );
    return [status, (await readdir(folder)).length - before];
  };

  it.each([
    ['dto', 400],
    ['file-pipe', 400],
    ['list', 400],
    ['fields', 400],
    ['any', 400],
    ['decorator', 409],
    ['interceptor', 409],
    ['interceptor-later', 409],
    ['answered', 201],
  ])('no file is left when the client receives the reply: %s', async (path, status) => {
    expect(await upload(path)).toEqual([status, 0]);
  });

  it('a file that is stored after an interceptor has given up is removed', async () => {
    const storage = countingStorage();
    @Controller('late')
    class LateController {
      readonly reached: string[] = [];
      @UseInterceptors(GivingUp, FileInterceptor('file', { storage })) @Post() late() {
        this.reached.push('handler');
      }
    }
    const app = await launchForTest(platform, { controllers: [LateController] });
    expect((await app.post('/late', form(file('file', 'a.txt', 'abc')), MULTIPART)).status).toBe(409);
    await expect.poll(() => storage.counts).toEqual({ stored: 1, removed: 1 });
    expect(app.app.get(LateController).reached).toEqual([]);
  });

  it('a form is read once: a second reader is an error of the application', async () => {
    let calls = 0;
    @Controller('read')
    class ReadController {
      @UseInterceptors(FileInterceptor('file'), FileInterceptor('other')) @Post('twice') twice() {
        return 'never';
      }
      @UseInterceptors(Repeating, FileInterceptor('file')) @Post('again') again() {
        calls += 1;
        throw new Error('the first call');
      }
    }
    const app = await launchForTest(platform, { controllers: [ReadController] });
    for (const path of ['twice', 'again']) {
      expect((await app.post(`/read/${path}`, form(file('file', 'a.txt', 'abc')), MULTIPART)).status).toBe(500);
      expect(app.logger.errors.splice(0).join()).toContain('PORTICO_FORM_ALREADY_READ');
    }
    expect(calls).toBe(1);
  });

  it.each([
    ['kept', 201],
    ['failed', 409],
  ])('a file that was passed to the handler is kept: %s', async (path, status) => {
    expect(await upload(path)).toEqual([status, 1]);
  });
}
