import { Readable } from 'node:stream';
import {
  Body,
  type CallHandler,
  type CanActivate,
  Catch,
  Controller,
  type ExceptionFilter,
  type ExecutionContext,
  Get,
  Header,
  Headers,
  type MiddlewareConsumer,
  Module,
  type NestInterceptor,
  type NestModule,
  Param,
  type PipeTransform,
  Post,
  Query,
  Redirect,
  Res,
  StreamableFile,
  UploadedFile,
  UseFilters,
  UseGuards,
  UseInterceptors,
} from '@portico/common';
import { map, type Observable } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { itWhen } from '../support/test-when.js';
import { launchForTest, type Running } from './support/application.js';
import { BOUNDARY } from './support/form.js';
import type { HttpPlatform, PathOptions } from './support/platform.js';
import { sharedApplication } from './support/shared-application.js';

type Next = (error?: unknown) => void;

@Controller()
class HostileController {
  @Post('echo') echo(@Body() body: Record<string, unknown>) {
    return { polluted: ({} as Record<string, unknown>)['polluted'] ?? null, keys: Object.keys(body ?? {}) };
  }
  @Post('merge') merge(@Body() body: Record<string, unknown>) {
    const merged = mergeDeep({}, body);
    return {
      polluted: (merged as Record<string, unknown>)['polluted'] ?? null,
      global: ({} as Record<string, unknown>)['polluted'] ?? null,
    };
  }
  @Post('depth') depth(@Body() body: any) {
    let [depth, inner] = [0, body];
    for (; Array.isArray(inner); depth++) inner = inner[0];
    return { depth, keys: Object.getOwnPropertyNames(inner) };
  }
  @Get('query') query(@Query() query: Record<string, unknown>) {
    return {
      polluted: ({} as Record<string, unknown>)['polluted'] ?? null,
      own: Object.keys(mergeDeep({}, query) as object),
    };
  }
  @Get('param/:id') param(@Param('id') id: string) {
    return { id };
  }
  @Get('header') header(@Query('value') value: string, @Res({ passthrough: true }) response: any) {
    (response.raw ?? response).setHeader('x-value', value);
    return 'set';
  }
  @Redirect() @Get('redirect') redirect(@Query('to') url: string) {
    return { url };
  }
  @Get('headers') headers(@Headers() headers: Record<string, unknown>) {
    return headers;
  }
  @Header('x-safe', 'yes') @Get('alive') alive() {
    return 'alive';
  }
}

/** Cleans up as well, so that one failure does not look like many. */
function expectUnpolluted(): void {
  const polluted = ({} as Record<string, unknown>)['polluted'];
  delete (Object.prototype as unknown as Record<string, unknown>)['polluted'];
  expect(polluted).toBeUndefined();
}

/** The careless merge of many an application. */
function mergeDeep(target: any, source: any): object {
  for (const key of Object.keys(source ?? {})) {
    if (typeof source[key] === 'object' && source[key] !== null)
      target[key] = mergeDeep(target[key] ?? {}, source[key]);
    else target[key] = source[key];
  }
  return target;
}

export function describeHostileInput(platform: HttpPlatform): void {
  describe('in requests', () => describeRequests(platform));
  describe('around guarded paths', () => describeGuardedPaths(platform));
  describe('thrown anywhere', () => describeThrown(platform));
  describe('from clients that leave', () => describeLeaving(platform));
}

function describeRequests(platform: HttpPlatform): void {
  const app = sharedApplication(platform, () => ({ controllers: [HostileController] }));
  const JSON_TYPE = { 'content-type': 'application/json' };

  it.each(['/param/%zz', '/param/%', '/param/%E0%A4%A', '/%zz', '/alive%'])(
    'malformed percent-encoding in %s is 400',
    async (path) => {
      const reply = await app().get(path);
      expect([reply.status, reply.json().statusCode]).toEqual([400, 400]);
    },
  );

  it.each(['/%zz', '/api/%zz', '/api/other/%zz', '/api/param/%zz'])(
    'malformed percent-encoding in %s is 400, under a global prefix too',
    async (path) => {
      const prefixed = await launchForTest(platform, {
        controllers: [HostileController],
        configure: (application) => application.setGlobalPrefix('api'),
      });
      const reply = await prefixed.get(path);
      expect([reply.status, reply.json().statusCode]).toEqual([400, 400]);
    },
  );

  it('malformed percent-encoding in the query harms nobody', async () => {
    expect((await app().get('/query?a=%zz&%=1')).status).toBe(200);
  });

  it.each([
    '{"__proto__":{"polluted":"yes"}}',
    '{"a":{"__proto__":{"polluted":"yes"}}}',
    '{"constructor":{"prototype":{"polluted":"yes"}}}',
    '{"\\u005f_proto__":{"polluted":"yes"}}',
    '{"a":[{"__proto__":{"polluted":"yes"}}]}',
  ])('%s in a body is harmless', async (body) => {
    for (const path of ['/echo', '/merge']) {
      const reply = await app().post(path, body, JSON_TYPE);
      expect(reply.status).toBe(201);
      expect(reply.json().polluted).toBeNull();
    }
    expectUnpolluted();
  });

  it('what could change prototypes is found at any depth', async () => {
    const body = `${'['.repeat(20_000)}{"__proto__":1,"keep":1}${']'.repeat(20_000)}`;
    const reply = await app().post('/depth', body, JSON_TYPE);
    expect([reply.status, reply.json()]).toEqual([201, { depth: 20_000, keys: ['keep'] }]);
  });

  it.each([
    '__proto__[polluted]=yes',
    'constructor[prototype][polluted]=yes',
    'a[__proto__][polluted]=yes',
    '__proto__=yes',
  ])('%s in a form and in a query is harmless', async (text) => {
    const form = await app().post('/merge', text, { 'content-type': 'application/x-www-form-urlencoded' });
    expect(form.status).toBeLessThan(500);
    if (form.status < 400) expect(form.json().global).toBeNull();
    const query = await app().get(`/query?${text}`);
    expect([query.status, query.json().polluted]).toEqual([200, null]);
    expectUnpolluted();
  });

  it('a header that would be split in two is refused', async () => {
    const reply = await app().get('/header?value=a%0D%0Ax-evil:%20yes');
    expect(reply.status).toBe(500);
    expect(reply.headers['x-evil']).toBeUndefined();
    expect(reply.text).not.toContain('stack');
    expect((await app().get('/header?value=fine')).headers['x-value']).toBe('fine');
  });

  it('a redirect that would be split in two stays one header', async () => {
    const reply = await app().get('/redirect?to=%2Fa%0D%0Ax-evil%3A%20yes');
    expect(reply.headers['x-evil']).toBeUndefined();
    expect(reply.status).toBeLessThan(500);
    expect(reply.headers.location).toBe('/a%0D%0Ax-evil:%20yes');
  });

  it('duplicated headers are joined or the first counts', async () => {
    const socket = await app().rawSocket();
    socket.write(
      'GET /headers HTTP/1.1\r\nHost: a\r\nX-Two: 1\r\nX-Two: 2\r\nUser-Agent: one\r\nUser-Agent: two\r\nConnection: close\r\n\r\n',
    );
    const [, body] = await socket.until(/\r\n\r\n(\{.*\})/s);
    expect(JSON.parse(body!)).toMatchObject({ 'x-two': '1, 2', 'user-agent': 'one' });
  });

  it.each([
    ['very long headers', `X-Long: ${'x'.repeat(100_000)}\r\n`, 431],
    ['two different lengths', 'Content-Length: 1\r\nContent-Length: 2\r\n', 400],
    ['a length and chunks', 'Content-Length: 1\r\nTransfer-Encoding: chunked\r\n', 400],
    ['a header without a name', ': nameless\r\n', 400],
  ])('%s are refused', async (_what, header, status) => {
    const socket = await app().rawSocket();
    socket.write(`POST /echo HTTP/1.1\r\nHost: a\r\n${header}\r\n`);
    expect((await socket.until(/^HTTP\/1\.1 (\d+)/))[1]).toBe(String(status));
    await socket.untilClosed();
    expect((await app().get('/alive')).text).toBe('alive');
  });

  it('bytes that are no HTTP are answered with 400', async () => {
    const socket = await app().rawSocket();
    socket.write('\u0016\u0003\u0001 not http\r\n\r\n');
    await socket.until(/^HTTP\/1\.1 400/);
    await socket.untilClosed();
  });

  it('a request without a Host header harms nobody', async () => {
    const socket = await app().rawSocket();
    socket.write('GET /alive HTTP/1.0\r\n\r\n');
    await socket.until(/alive$/);
  });
}

/** Which writings of `/admin` reach it is the platform's choice; that the guard ran exactly once before is not. */
function describeGuardedPaths(platform: HttpPlatform): void {
  const WRITINGS = [
    '/admin',
    '/%61dmin',
    '/admin/',
    '/admin?x=1',
    '//admin',
    '/ADMIN',
    '/Admin/',
    '/admin//',
    '/%61%64%6d%69%6e',
    '/admin/?',
    '/admin;x=1',
    '/admin#x',
    '/./admin',
    '/x/../admin',
    '/admin%2F',
    '/%2Fadmin',
    '/admin%3Fx',
    '/admin/%2e',
    '/admin%00',
    '/admin%20',
    '///admin///',
    'http://a/admin',
    'http://a//admin',
    '/admin?/administrators',
    '/admin/users',
    '/%61dmin/users',
    '//admin//users',
    '/admin/users/',
    '/admin/USERS',
    '/administrators',
    '/administrators/',
    '/public',
    '/public/../admin',
    '*',
    '/adm%C4%B1n',
    '/admın',
  ];
  const OPTIONS: [string, PathOptions, ReadonlyArray<keyof HttpPlatform['capabilities']>][] = [
    ['by default', {}, []],
    ['with case folded', { caseSensitive: false }, ['caseOption']],
    ['with case kept', { caseSensitive: true }, ['caseOption']],
    ['with trailing slashes ignored', { ignoreTrailingSlash: true }, ['trailingSlashOption']],
    ['with trailing slashes kept', { ignoreTrailingSlash: false }, ['trailingSlashOption']],
    ['with duplicate slashes ignored', { ignoreDuplicateSlashes: true }, ['duplicateSlashOption']],
    [
      'with everything ignored',
      { caseSensitive: false, ignoreTrailingSlash: true, ignoreDuplicateSlashes: true },
      ['caseOption', 'trailingSlashOption', 'duplicateSlashOption'],
    ],
  ];
  const ROUTES: [string, any][] = [
    ['a path', 'admin'],
    ['a path with a wildcard', 'admin{/*rest}'],
    ['a controller', 'controller'],
    ['app.use', 'use'],
  ];

  for (const [how, paths, needs] of OPTIONS) {
    const capability = needs.map((need) => platform.capabilities[need]).find((flag) => flag !== true) ?? true;
    for (const [what, route] of ROUTES) {
      itWhen(capability, `middleware for ${what} guards every writing, ${how}`, async () => {
        const seen = { guard: 0 };
        const count = (_request: unknown, _response: unknown, next: Next): void => {
          seen.guard++;
          next();
        };
        @Controller('admin')
        class AdminController {
          @Get() admin() {
            return 'admin';
          }
          @Get('users') users() {
            return 'admin users';
          }
        }
        @Controller()
        class PublicController {
          @Get('administrators') administrators() {
            return 'administrators';
          }
          @Get('public') public() {
            return 'public';
          }
        }
        @Module({ controllers: [AdminController, PublicController] })
        class Root implements NestModule {
          configure(consumer: MiddlewareConsumer): void {
            if (route === 'use') return;
            consumer.apply(count).forRoutes(route === 'controller' ? AdminController : route);
          }
        }
        const app = await launchForTest(platform, {
          module: Root,
          paths,
          configure: (nest) => route === 'use' && nest.use('/admin', count),
        });
        for (const writing of WRITINGS) {
          seen.guard = 0;
          const reply = await rawGet(app, writing);
          if (/admin( users)?$/.test(reply)) expect([writing, seen.guard]).toEqual([writing, 1]);
          if (/(administrators|public)$/.test(reply)) expect([writing, seen.guard]).toEqual([writing, 0]);
          expect([writing, reply.slice(9, 10)]).not.toEqual([writing, '5']);
          expect(seen.guard).toBeLessThanOrEqual(1);
        }
        expect((await rawGet(app, '/admin')).endsWith('admin')).toBe(true);
        expect((await rawGet(app, '/administrators')).endsWith('administrators')).toBe(true);
      });
    }
  }
}

/** One request with a target that no client would write. */
async function rawGet(app: Running, target: string): Promise<string> {
  const socket = await app.rawSocket();
  socket.write(Buffer.from(`GET ${target} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`, 'utf8'));
  await socket.untilClosed();
  return socket.text;
}

const thrown = (): never => {
  throw new Error('thrown on purpose');
};

class ThrowingGuard implements CanActivate {
  canActivate(): boolean {
    return thrown();
  }
}
class RejectingGuard implements CanActivate {
  async canActivate(): Promise<boolean> {
    return thrown();
  }
}
class ThrowingPipe implements PipeTransform {
  transform(): unknown {
    return thrown();
  }
}
class RejectingPipe implements PipeTransform {
  async transform(): Promise<unknown> {
    return thrown();
  }
}
class ThrowingInterceptor implements NestInterceptor {
  intercept(): Observable<unknown> {
    return thrown();
  }
}
class RejectingInterceptor implements NestInterceptor {
  async intercept(): Promise<Observable<unknown>> {
    return thrown();
  }
}
class LateInterceptor implements NestInterceptor {
  intercept(_context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(map(thrown));
  }
}
@Catch()
class ThrowingFilter implements ExceptionFilter {
  catch(): void {
    thrown();
  }
}
@Catch()
class RejectingFilter implements ExceptionFilter {
  async catch(): Promise<void> {
    thrown();
  }
}

@Controller()
class ThrowingController {
  @Get('handler') handler() {
    thrown();
  }
  @Get('handler/async') async handlerAsync() {
    thrown();
  }
  @UseGuards(new ThrowingGuard()) @Get('guard') guard() {}
  @UseGuards(new RejectingGuard()) @Get('guard/async') guardAsync() {}
  @Get('pipe/:id') pipe(@Param('id', new ThrowingPipe()) id: string) {
    return id;
  }
  @Get('pipe-async/:id') pipeAsync(@Param('id', new RejectingPipe()) id: string) {
    return id;
  }
  @UseInterceptors(new ThrowingInterceptor()) @Get('interceptor') interceptor() {}
  @UseInterceptors(new RejectingInterceptor()) @Get('interceptor/async') interceptorAsync() {}
  @UseInterceptors(new LateInterceptor()) @Get('interceptor/late') interceptorLate() {}
  @UseFilters(new ThrowingFilter()) @Get('filter') filter() {
    thrown();
  }
  @UseFilters(new RejectingFilter()) @Get('filter/async') filterAsync() {
    thrown();
  }
  @Get('stream') stream() {
    return new StreamableFile(new Readable({ read: thrown }));
  }
  @Get('json') json() {
    return { toJSON: thrown };
  }
  @Get('getter') getter() {
    return {
      get value() {
        return thrown();
      },
    };
  }
  @Get('middleware/sync') middleware() {
    return 'never';
  }
  @Get('middleware/async') middlewareAsync() {
    return 'never';
  }
  @Get('alive') alive() {
    return 'alive';
  }
}

@Module({ controllers: [ThrowingController] })
class ThrowingModule implements NestModule {
  configure(consumer: MiddlewareConsumer): void {
    consumer
      .apply(thrown as never)
      .forRoutes('middleware/sync')
      .apply((async () => thrown()) as never)
      .forRoutes('middleware/async');
  }
}

function describeThrown(platform: HttpPlatform): void {
  const app = sharedApplication(platform, () => ({ module: ThrowingModule }));

  it.each([
    'handler',
    'handler/async',
    'guard',
    'guard/async',
    'pipe/1',
    'pipe-async/1',
    'interceptor',
    'interceptor/async',
    'interceptor/late',
    'filter',
    'filter/async',
    'json',
    'getter',
    'middleware/sync',
    'middleware/async',
    'stream',
  ])('in %s: an answer within a second, and the connection stays usable', async (path) => {
    const began = performance.now();
    const reply = await app().get(`/${path}`);
    expect(performance.now() - began).toBeLessThan(1_000);
    expect(reply.status).toBeGreaterThanOrEqual(400);
    expect(reply.text).not.toMatch(/thrown on purpose|\.ts:|stack/);
    expect((await app().get('/alive')).text).toBe('alive');
  });
}

function describeLeaving(platform: HttpPlatform): void {
  it('a client that aborts its download frees the source', async () => {
    let destroyed = 0;
    @Controller()
    class Download {
      @Get('endless') endless() {
        const source = new Readable({
          read() {
            setImmediate(() => this.push(Buffer.alloc(10_000)));
          },
        });
        source.once('close', () => destroyed++);
        return new StreamableFile(source);
      }
      @Get('alive') alive() {
        return 'alive';
      }
    }
    const app = await launchForTest(platform, { controllers: [Download] });
    const response = await app.open('/endless');
    response.once('error', () => undefined);
    await new Promise((resolve) => response.once('data', resolve));
    response.destroy();
    await eventually(() => expect(destroyed).toBe(1));
    expect((await app.get('/alive')).text).toBe('alive');
    await noConnections(app);
  });

  it('a client that aborts its upload of JSON leaves nothing open, and is not an error of the application', async () => {
    const app = await launchForTest(platform, { controllers: [HostileController] });
    const socket = await app.rawSocket();
    socket.write(
      'POST /echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"a":',
    );
    await eventually(async () => expect(await connections(app)).toBe(1));
    socket.destroy();
    await noConnections(app);
    expect((await app.get('/alive')).text).toBe('alive');
    expect(app.logger.errors).toEqual([]);
  });

  const { uploads } = platform;
  itWhen(
    platform.capabilities.uploads,
    'a client that aborts its upload of a file leaves nothing open, and is not an error of the application',
    async () => {
      let called = 0;
      @Controller()
      class Upload {
        @UseInterceptors(uploads!.FileInterceptor('file')) @Post('upload') upload(@UploadedFile() file: unknown) {
          called++;
          return { file: Boolean(file) };
        }
        @Get('alive') alive() {
          return 'alive';
        }
      }
      const app = await launchForTest(platform, { controllers: [Upload] });
      const socket = await app.rawSocket();
      const head = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n`;
      socket.write(
        `POST /upload HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=${BOUNDARY}\r\nContent-Length: 100000\r\n\r\n${head}${'x'.repeat(20_000)}`,
      );
      await eventually(async () => expect(await connections(app)).toBe(1));
      socket.destroy();
      await noConnections(app);
      expect((await app.get('/alive')).text).toBe('alive');
      expect(app.logger.errors).toEqual([]);
      expect(called).toBe(0);
    },
  );
}

function connections(app: Running): Promise<number> {
  return new Promise((resolve, reject) => {
    app.app
      .getHttpServer()
      .getConnections((error: Error | null, count: number) => (error ? reject(error) : resolve(count)));
  });
}

async function noConnections(app: Running): Promise<void> {
  app.close();
  await eventually(async () => expect(await connections(app)).toBe(0));
}
