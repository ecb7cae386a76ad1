import { Readable } from 'node:stream';
import {
  Controller,
  Get,
  HttpException,
  type MessageEvent,
  Post,
  Sse,
  StreamableFile,
  UploadedFiles,
  UseInterceptors,
} from '@portico/common';
import { concat, finalize, interval, map, Observable, of, throwError } from 'rxjs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { eventually } from '../../support/eventually.js';
import { launchForTest, type Parts, type Running } from '../support/application.js';
import { firstChunk } from '../support/client.js';
import { file, form, MULTIPART } from '../support/form.js';
import type { HttpPlatform } from '../support/platform.js';
import { sharedApplication } from '../support/shared-application.js';

const fail = (): never => {
  throw new Error('failed on purpose');
};
const failLater = async (): Promise<never> => fail();
const WAYS: [string, () => any][] = [
  ['throws', fail],
  ['rejects', failLater],
];

/** Collects errors that reach the process during a test, and keeps them from the test runner. */
function watchProcess(): unknown[] {
  const seen: unknown[] = [];
  const note = (error: unknown): void => void seen.push(error);
  for (const event of ['uncaughtException', 'unhandledRejection']) {
    // The types of Node have a separate overload for each event.
    const others = process.listeners(event as 'exit');
    process.removeAllListeners(event);
    process.on(event, note);
    onTestFinished(() => {
      process.off(event, note);
      // The types of Node have a separate overload for each event.
      for (const other of others) process.on(event, other as () => void);
    });
  }
  return seen;
}

/** Waits for two turns: Node reports rejections after microtasks, and errors of timers one turn later. */
async function expectNoCrash(seen: unknown[]): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
  expect(seen).toEqual([]);
}

/** Creates a stream that fails before its first byte. */
const broken = (): Readable => new Readable({ read: fail });

@Controller()
class FailingController {
  @Get('file/logger/throws') loggerThrows() {
    return new StreamableFile(broken()).setErrorLogger(fail);
  }
  @Get('file/logger/rejects') loggerRejects() {
    return new StreamableFile(broken()).setErrorLogger(failLater);
  }
  @Get('file/handler/throws') handlerThrows() {
    return new StreamableFile(broken()).setErrorHandler(fail);
  }
  @Get('file/handler/rejects') handlerRejects() {
    return new StreamableFile(broken()).setErrorHandler(failLater);
  }
  @Sse('events/finalize') finalize(): Observable<MessageEvent> {
    return interval(5).pipe(
      map(() => ({ data: 'x' })),
      finalize(fail),
    );
  }
  @Sse('events/teardown') teardown(): Observable<MessageEvent> {
    return new Observable((subscriber) => {
      subscriber.next({ data: 'x' });
      return fail;
    });
  }
  @Sse('events/getter') getter(): Observable<MessageEvent> {
    return of({
      get data() {
        return fail();
      },
    });
  }
  @Sse('events/empty-exception') emptyException(): Observable<MessageEvent> {
    return concat(
      of({ data: 'first' }),
      // An invalid value, which only untyped code can pass.
      throwError(() => new HttpException(undefined as never, 400)),
    );
  }
  @Sse('events/failing-exception') failingException(): Observable<MessageEvent> {
    const exception = Object.assign(new Error('failed on purpose'), { getStatus: () => 400, getResponse: fail });
    return concat(
      of({ data: 'first' }),
      throwError(() => exception),
    );
  }
  @Sse('events/replied') replied(): Observable<MessageEvent> {
    return of({ data: 'x' });
  }
  @Get('alive') alive() {
    return 'alive';
  }
}

/** Functions of the application that are called from events. Their failure must not crash the process. */
export function describeFailingCallbacks(platform: HttpPlatform): void {
  const launch = (parts: Parts): Promise<Running> => launchForTest(platform, parts);

  describe.each(WAYS)('that %s', (_way, callback) => {
    it.each(['setOnRequestHook', 'setOnResponseHook', 'setOnRouteTriggered'] as const)(
      'given to %s()',
      async (member) => {
        const seen = watchProcess();
        const app = await launch({
          controllers: [FailingController],
          configure: (_nest, adapter) => adapter[member](callback),
        });
        const { status } = await app.get('/alive');
        if (member !== 'setOnRequestHook') expect(status).toBe(200);
        await expectNoCrash(seen);
      },
    );
  });

  describe('of files', () => {
    const app = sharedApplication(platform, () => ({ controllers: [FailingController] }));

    it.each([
      ['logger/throws', 400],
      ['logger/rejects', 400],
      ['handler/throws', 500],
      ['handler/rejects', 500],
    ])('%s: the client receives a reply', async (path, status) => {
      const seen = watchProcess();
      const reply = await app().get(`/file/${path}`);
      expect(reply.status).toBe(status);
      expect(reply.text).not.toContain('on purpose');
      await expectNoCrash(seen);
    });
  });

  describe('of event streams', () => {
    const app = sharedApplication(platform, () => ({
      controllers: [FailingController],
      configure: (nest) =>
        nest.use('/events/replied', (_request: unknown, response: any, next: () => void) => {
          response.statusCode = 503;
          response.end('by middleware');
          next();
        }),
    }));

    it.each(['finalize', 'teardown'])('%s, when the client disconnects', async (path) => {
      const seen = watchProcess();
      const response = await app().open(`/events/${path}`);
      response.once('error', () => undefined);
      await firstChunk(response);
      const before = app().logger.errors.length;
      response.destroy();
      await eventually(() => expect(app().logger.errors.length).toBeGreaterThan(before));
      await expectNoCrash(seen);
    });

    it.each(['getter', 'empty-exception', 'failing-exception'])('%s: the stream ends', async (path) => {
      const seen = watchProcess();
      const { text } = await app().get(`/events/${path}`);
      expect(text).toContain('event: error');
      expect(text).not.toContain('on purpose');
      await expectNoCrash(seen);
    });

    it('a middleware has already replied', async () => {
      const seen = watchProcess();
      expect((await app().get('/events/replied')).text).toBe('by middleware');
      await expectNoCrash(seen);
    });
  });

  describeUploads(platform, launch);
}

function describeUploads(platform: HttpPlatform, launch: (parts: Parts) => Promise<Running>): void {
  const { uploads } = platform;
  if (platform.capabilities.uploads !== true || !uploads) return;
  const take = (_request: unknown, part: any, callback: (error: unknown, info?: object) => void): void => {
    const stream: Readable = part.stream;
    stream.resume().once('end', () => callback(null, {}));
  };
  const OPTIONS: Record<string, (callback: () => any) => object> = {
    fileFilter: (callback) => ({ fileFilter: callback }),
    'the storage': (callback) => ({ storage: { _handleFile: callback, _removeFile: callback } }),
    'what removes files': (callback) => ({
      storage: { _handleFile: take, _removeFile: callback },
      fileFilter: (_request: unknown, { originalname }: { originalname: string }, decide: any) =>
        originalname === 'second' ? decide(new Error('refused'), false) : decide(null, true),
    }),
    destination: (callback) => ({ storage: uploads.diskStorage({ destination: callback }) }),
    filename: (callback) => ({
      storage: uploads.diskStorage({
        destination: (_request: unknown, _file: unknown, choose: any) => choose(null, '/nowhere'),
        filename: callback,
      }),
    }),
  };

  describe.each(WAYS)('of uploads that %s', (_way, callback) => {
    it.each(Object.keys(OPTIONS))('%s: the client receives a reply', async (what) => {
      const seen = watchProcess();
      @Controller()
      class UploadController {
        @UseInterceptors(uploads!.AnyFilesInterceptor(OPTIONS[what]!(callback)))
        @Post('upload')
        upload(@UploadedFiles() files: unknown[]) {
          return { files: files.length };
        }
      }
      const app = await launch({ controllers: [UploadController] });
      const reply = await app.post('/upload', form(file('f', 'first', 'a'), file('f', 'second', 'b')), MULTIPART);
      expect([reply.status, reply.json()]).toEqual([500, { statusCode: 500, message: 'Internal server error' }]);
      await expectNoCrash(seen);
    });
  });
}
