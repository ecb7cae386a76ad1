import type { AddressInfo } from 'node:net';
import {
  type CallHandler,
  Controller,
  type ExecutionContext,
  Inject,
  Injectable,
  Module,
  type NestInterceptor,
  Post,
  type Type,
  UploadedFile,
  UseInterceptors,
} from '@portico/common';
import { APP_INTERCEPTOR, NestFactory } from '@portico/core';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  FastifyAdapter,
  FileInterceptor,
  type NestFastifyApplication,
  type UploadedMultipartFile,
} from '../src/index.js';

@Controller()
class Plain {
  @Post('plain')
  plain(@UploadedFile() file?: UploadedMultipartFile) {
    return { size: file?.size ?? null };
  }
}

@Controller()
class Mixed extends Plain {
  @Post('upload')
  @UseInterceptors(FileInterceptor('file'))
  upload(@UploadedFile() file: UploadedMultipartFile) {
    return { size: file.size };
  }
}

async function start(
  controller: Type<unknown>,
  configure: (app: NestFastifyApplication) => void = () => undefined,
  providers: object[] = [],
): Promise<(path: string) => Promise<unknown[]>> {
  @Module({ controllers: [controller], providers: providers as [] })
  class AppModule {}
  const app = await NestFactory.create<NestFastifyApplication>(AppModule, new FastifyAdapter(), { logger: false });
  onTestFinished(() => app.close());
  configure(app);
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  return async (path) => {
    const body = new FormData();
    body.append('file', new Blob(['abc']), 'a.txt');
    const response = await fetch(`http://127.0.0.1:${port}/${path}`, { method: 'POST', body });
    return [response.status, await response.json()];
  };
}

const REFUSED = [415, { statusCode: 415, message: 'Unsupported Media Type', error: 'Unsupported Media Type' }];

describe('a form', () => {
  it('is accepted by routes with a file interceptor, and rejected by others', async () => {
    const post = await start(Mixed);
    expect(await post('upload')).toEqual([201, { size: 3 }]);
    expect(await post('plain')).toEqual(REFUSED);
    expect(await post('unknown')).toMatchObject([404, {}]);
  });

  it('is rejected by an application without file interceptors, even if another application has some', async () => {
    await start(Mixed);
    @Controller()
    class Other {
      @Post('upload')
      @UseInterceptors(FileInterceptor('file'))
      upload() {}
    }
    @Module({ controllers: [Other] })
    class NeverStarted {}
    await NestFactory.create(NeverStarted, new FastifyAdapter(), { logger: false });
    const post = await start(Plain);
    expect(await post('plain')).toEqual(REFUSED);
  });

  it.each([
    [
      'useGlobalInterceptors',
      (app: NestFastifyApplication) => app.useGlobalInterceptors(new (FileInterceptor('file'))()),
      [],
    ],
    ['APP_INTERCEPTOR', () => undefined, [{ provide: APP_INTERCEPTOR, useClass: FileInterceptor('file') }]],
    [
      'useMultipart()',
      (app: NestFastifyApplication) => void (app.getHttpAdapter() as FastifyAdapter).useMultipart(),
      [],
    ],
  ])('is accepted by every route with %s', async (how, configure, providers) => {
    const post = await start(Plain, configure, providers);
    expect(await post('plain')).toEqual([201, { size: how === 'useMultipart()' ? null : 3 }]);
  });

  it('is accepted by a route whose interceptor injects a file interceptor', async () => {
    const Files = FileInterceptor('file');
    @Injectable()
    class Delegating implements NestInterceptor {
      constructor(@Inject('FILES') private readonly files: NestInterceptor) {}

      intercept(context: ExecutionContext, next: CallHandler) {
        return this.files.intercept(context, next);
      }
    }
    @Controller()
    class Delegated {
      @Post('upload')
      @UseInterceptors(Delegating)
      upload(@UploadedFile() file: UploadedMultipartFile) {
        return { size: file.size };
      }
    }
    const post = await start(Delegated, undefined, [{ provide: 'FILES', useClass: Files }]);
    expect(await post('upload')).toEqual([201, { size: 3 }]);
    const other = await start(Plain);
    expect(await other('plain')).toEqual(REFUSED);
  });

  it('is accepted by a route whose interceptor creates and calls a file interceptor', async () => {
    @Injectable()
    class Calling implements NestInterceptor {
      private readonly files = new (FileInterceptor('file'))();

      intercept(context: ExecutionContext, next: CallHandler) {
        return this.files.intercept(context, next);
      }
    }
    @Controller()
    class Called {
      @Post('upload')
      @UseInterceptors(Calling)
      upload(@UploadedFile() file: UploadedMultipartFile) {
        return { size: file.size };
      }
    }
    expect(await (await start(Called))('upload')).toEqual([201, { size: 3 }]);
  });

  it('does not require an HTTP adapter', async () => {
    @Module({ controllers: [Mixed] })
    class Headless {}
    const context = await NestFactory.createApplicationContext(Headless, { logger: false });
    onTestFinished(() => context.close());
    expect(context.get(Mixed)).toBeInstanceOf(Mixed);
  });
});
