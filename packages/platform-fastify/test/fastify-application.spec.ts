import { once } from 'node:events';
import { request as httpRequest, IncomingMessage, ServerResponse } from 'node:http';
import { connect } from 'node:http2';
import { request as httpsRequest } from 'node:https';
import type { AddressInfo } from 'node:net';
import {
  Body,
  Controller,
  Get,
  type MiddlewareConsumer,
  Module,
  type NestApplicationOptions,
  type NestModule,
  Post,
  Render,
  Sse,
  type Type,
  Version,
  type VersioningOptions,
  VersioningType,
} from '@portico/common';
import { TEST_CERTIFICATE } from '@portico/conformance';
import { NestFactory } from '@portico/core';
import { QuietRequest, SingleWriteResponse } from '@portico/core/adapters';
import fastify, { type FastifyInstance } from 'fastify';
import { concat, NEVER, of } from 'rxjs';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  FastifyAdapter,
  type NestFastifyApplication,
  RouteConfig,
  RouteConstraints,
  RouteSchema,
} from '../src/index.js';

async function create(controller: Type, adapter = new FastifyAdapter(), options = {}): Promise<NestFastifyApplication> {
  @Module({ controllers: [controller] })
  class AppModule {}
  const app = await NestFactory.create<NestFastifyApplication>(AppModule, adapter, {
    logger: false,
    abortOnError: false,
    ...options,
  });
  onTestFinished(() => app.close());
  return app;
}

@Controller()
class HelloController {
  @Get() hello() {
    return 'hello';
  }
  @Post('echo') echo(@Body() body: unknown) {
    return { body: Buffer.isBuffer(body) ? `bytes ${body}` : body };
  }
}

class OwnRequest extends IncomingMessage {}
class OwnResponse<Request extends IncomingMessage = IncomingMessage> extends ServerResponse<Request> {}

describe('JSON bodies that are not objects', () => {
  it.each(['null', '0', 'false', '""'])('%s is passed unchanged if a handler reads a field of it', async (payload) => {
    @Controller()
    class FieldController {
      @Post('field') field(@Body('id') id: unknown) {
        return { id };
      }
    }
    const app = await create(FieldController);
    await app.init();
    const headers = { 'content-type': 'application/json' };
    const reply = await app.inject({ method: 'POST', url: '/field', payload, headers });
    expect(reply.json()).toEqual({ id: JSON.parse(payload) });
  });
});

describe('plugins and inject', () => {
  it('registers plugins whose hooks and decorators apply to all routes', async () => {
    const app = await create(HelloController);
    await app.register(
      Object.assign(
        async (instance: FastifyInstance) => {
          instance.addHook('onSend', async (_request, reply) => void reply.header('x-plugin', 'yes'));
        },
        { [Symbol.for('skip-override')]: true },
      ),
    );
    await app.init();
    const reply = await app.inject('/');
    expect([reply.statusCode, reply.payload, reply.headers['x-plugin']]).toEqual([200, 'hello', 'yes']);
  });

  it('inject waits for routes after the application is initialized', async () => {
    const app = await create(HelloController);
    await app.init();
    const reply = await app.inject({ method: 'POST', url: '/echo', payload: { a: 1 } });
    expect(reply.json()).toEqual({ body: { a: 1 } });
  });
});

describe('route decorators', () => {
  it('RouteConfig is available in hooks, RouteConstraints select routes, and RouteSchema validates and serializes', async () => {
    @Controller('decorated')
    class Decorated {
      @RouteConfig({ tag: 'configured' }) @Get('config') config() {
        return 'configured';
      }
      @RouteConstraints({ host: 'api.example.com' }) @Get('constrained') constrained() {
        return 'constrained';
      }
      @RouteSchema({ response: { 200: { type: 'object', properties: { id: { type: 'number' } } } } })
      @Get('schema')
      schema() {
        return { id: 1, secret: 'dropped' };
      }
      @RouteSchema({ body: { type: 'object', required: ['n'], properties: { n: { type: 'number' } } } })
      @Post('validated')
      validated(@Body() body: unknown) {
        return body;
      }
    }
    const app = await create(Decorated);
    const seen: unknown[] = [];
    app
      .getHttpAdapter()
      .getInstance()
      .addHook('onRequest', async (request) => {
        seen.push((request.routeOptions.config as { tag?: string }).tag);
      });
    await app.init();
    expect((await app.inject('/decorated/config')).payload).toBe('configured');
    expect(seen).toEqual(['configured']);
    expect((await app.inject('/decorated/constrained')).statusCode).toBe(404);
    expect((await app.inject({ url: '/decorated/constrained', headers: { host: 'api.example.com' } })).payload).toBe(
      'constrained',
    );
    expect((await app.inject('/decorated/schema')).json()).toEqual({ id: 1 });
    const refused = await app.inject({ method: 'POST', url: '/decorated/validated', payload: {} });
    expect([refused.statusCode, refused.json().message]).toEqual([
      400,
      expect.stringContaining("required property 'n'"),
    ]);
  });
});

describe('routes of one path', () => {
  const object = (name: string) => ({
    type: 'object',
    properties: { [name]: { type: 'string' } },
    required: [name],
  });

  it.each<[string, VersioningOptions, (version: string) => Record<string, string>]>([
    ['header', { type: VersioningType.HEADER, header: 'x-version' }, (version) => ({ 'x-version': version })],
    [
      'media type',
      { type: VersioningType.MEDIA_TYPE, key: 'v=' },
      (version) => ({ accept: `application/json;v=${version}` }),
    ],
    [
      'extractor',
      { type: VersioningType.CUSTOM, extractor: (request: any) => String(request.headers['x-v']).split(',') },
      (version) => ({ 'x-v': `9,${version}` }),
    ],
    [
      'extractor of the query',
      { type: VersioningType.CUSTOM, extractor: (request: any) => request.query.v },
      (version) => ({ v: version }),
    ],
  ])('each have their own options, with versions by %s', async (_kind, versioning, headersOf) => {
    @Controller('people')
    class People {
      @RouteConfig({ name: 'one' })
      @RouteSchema({ body: object('first'), response: { 201: object('first') } })
      @Version('1')
      @Post()
      one(@Body() body: object) {
        return { ...body, first: 'one', last: 'one' };
      }
      @RouteConfig({ name: 'two' })
      @RouteSchema({ body: object('last'), response: { 201: object('last') } })
      @Version('2')
      @Post()
      two(@Body() body: object) {
        return { ...body, first: 'two', last: 'two' };
      }
      @Version('3')
      @Post()
      three(@Body() body: object) {
        return body;
      }
      @RouteConstraints({ host: 'api.example.com' })
      @Version('5')
      @Post()
      five(@Body() body: object) {
        return { ...body, five: true };
      }
    }
    const app = await create(People);
    app.enableVersioning(versioning);
    const configs: unknown[] = [];
    const instance: FastifyInstance = app.getHttpAdapter().getInstance();
    instance.addHook('onRequest', async ({ routeOptions }) => {
      configs.push((routeOptions.config as { name?: string }).name);
    });
    await app.init();
    const post = async (version: string, payload: object, host = 'example.com') => {
      const { v = '', ...versionHeaders } = headersOf(version);
      const headers = { host, ...versionHeaders };
      const reply = await app.inject({ method: 'POST', url: `/people?v=${v}`, payload, headers });
      return [reply.statusCode, reply.statusCode === 201 ? reply.json() : undefined];
    };
    expect(await post('1', { first: 'x' })).toEqual([201, { first: 'one' }]);
    expect(await post('1', { last: 'x' })).toEqual([400, undefined]);
    expect(await post('2', { last: 'x' })).toEqual([201, { last: 'two' }]);
    expect(await post('2', { first: 'x' })).toEqual([400, undefined]);
    expect(await post('3', { any: 'x' })).toEqual([201, { any: 'x' }]);
    expect(configs).toEqual(['one', 'one', 'two', 'two', undefined]);
    expect((await post('4', { none: 'x' }))[0]).toBe(404);
    expect((await post('5', { any: 'x' }))[0]).toBe(404);
    expect(await post('5', { any: 'x' }, 'api.example.com')).toEqual([201, { any: 'x', five: true }]);
    expect(await post('3', { any: 'x' }, 'api.example.com')).toEqual([201, { any: 'x' }]);
  });

  it('are not skipped if a more specific route passes the request on', async () => {
    const seen: unknown[] = [];
    @Controller('people')
    class People {
      @Version('2') @Post('me') me() {
        seen.push('me');
      }
      @RouteSchema({ body: object('name') }) @Version('1') @Post(':id') one(@Body() body: unknown) {
        seen.push(body);
      }
    }
    const app = await create(People);
    app.enableVersioning({ type: VersioningType.HEADER, header: 'x-version' });
    await app.init();
    const post = async (url: string, payload: object) =>
      (await app.inject({ method: 'POST', url, payload, headers: { 'x-version': '1' } })).statusCode;
    expect(await post('/people/me', { invalid: true })).toBe(404);
    expect(await post('/people/1', { invalid: true })).toBe(400);
    expect(await post('/people/1', { name: 'x' })).toBe(201);
    expect(seen).toEqual([{ name: 'x' }]);
  });

  it('do not validate requests for another host', async () => {
    const seen: string[] = [];
    @Controller({ host: 'a.example.com' })
    class A {
      @RouteSchema({ body: object('a') }) @Post('x') post() {
        seen.push('a');
      }
    }
    @Controller({ host: 'b.example.com' })
    class B {
      @RouteSchema({ body: object('b') }) @Post('x') post() {
        seen.push('b');
      }
    }
    @Module({ controllers: [A, B] })
    class AppModule {}
    const adapter = new FastifyAdapter({ trustProxy: true });
    const app = await NestFactory.create<NestFastifyApplication>(AppModule, adapter, { logger: false });
    onTestFinished(() => app.close());
    await app.init();
    const headers = { host: 'a.example.com', 'x-forwarded-host': 'b.example.com' };
    await app.inject({ method: 'POST', url: '/x', payload: { a: 'valid for the other' }, headers });
    expect(seen).toEqual([]);
    await app.inject({ method: 'POST', url: '/x', payload: { b: 'b' }, headers: { host: 'b.example.com' } });
    expect(seen).toEqual(['b']);
  });

  it('each have their own options, with hosts', async () => {
    @Controller({ host: 'a.example.com' })
    class A {
      @RouteSchema({ response: { 200: object('a') } }) @Get('x') get() {
        return { a: 'a', b: 'a' };
      }
    }
    @Controller({ host: 'b.example.com' })
    class B {
      @RouteSchema({ response: { 200: object('b') } }) @Get('x') get() {
        return { a: 'b', b: 'b' };
      }
    }
    @Module({ controllers: [A, B] })
    class AppModule {}
    const app = await NestFactory.create<NestFastifyApplication>(AppModule, new FastifyAdapter(), { logger: false });
    onTestFinished(() => app.close());
    await app.init();
    const get = async (host: string) => (await app.inject({ url: '/x', headers: { host } })).json();
    expect(await get('a.example.com')).toEqual({ a: 'a' });
    expect(await get('b.example.com:81')).toEqual({ b: 'b' });
    expect(await get('c.example.com')).toMatchObject({ statusCode: 404 });
  });
});

describe('body parsers', () => {
  it('are selected by types, lists and patterns, with a custom parser', async () => {
    const app = await create(HelloController);
    app
      .useBodyParser(['application/one', 'application/two'])
      .useBodyParser(/^application\/x-.*/, { bodyLimit: 10 }, (_request, body, done) =>
        done(null, { length: body.length }),
      );
    await app.init();
    const send = async (type: string, payload: string) => {
      const reply = await app.inject({ method: 'POST', url: '/echo', payload, headers: { 'content-type': type } });
      return reply.statusCode === 201 ? reply.json().body : reply.statusCode;
    };
    expect(await send('application/one', 'a')).toBe('bytes a');
    expect(await send('application/two', 'b')).toBe('bytes b');
    expect(await send('application/x-any', 'abc')).toEqual({ length: 3 });
    expect(await send('application/x-any', 'x'.repeat(11))).toBe(413);
    expect(await send('application/none', 'x')).toBe(415);
  });

  it("refuse a field that could change a prototype, with onProtoPoisoning: 'error'", async () => {
    for (const [options, status] of [
      [{ onProtoPoisoning: 'error' }, 400],
      [{}, 201],
    ] as const) {
      const app = await create(HelloController, new FastifyAdapter(options));
      await app.init();
      const headers = { 'content-type': 'application/json' };
      const payload = '{"kept":1,"__proto__":{"polluted":1}}';
      const reply = await app.inject({ method: 'POST', url: '/echo', payload, headers });
      expect(reply.statusCode).toBe(status);
      if (status === 201) expect(reply.payload).toBe('{"body":{"kept":1}}');
    }
  });

  it('do not replace existing parsers of the instance', async () => {
    const instance = fastify();
    instance.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
      done(null, { own: body }),
    );
    const app = await create(HelloController, new FastifyAdapter(instance));
    await app.init();
    const reply = await app.inject({
      method: 'POST',
      url: '/echo',
      payload: 'a=1',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(reply.json()).toEqual({ body: { own: 'a=1' } });
  });
});

describe('instances and servers', () => {
  it('your own instance keeps its routes', async () => {
    const instance = fastify();
    instance.get('/own', async () => 'own');
    const app = await create(HelloController, new FastifyAdapter(instance));
    expect(app.getHttpAdapter().getInstance()).toBe(instance);
    await app.init();
    expect((await app.inject('/own')).payload).toBe('own');
    expect((await app.inject('/')).payload).toBe('hello');
  });

  it('new FastifyAdapter({ https }) serves HTTPS', async () => {
    const app = await create(HelloController, new FastifyAdapter({ https: TEST_CERTIFICATE }));
    await app.listen(0);
    const text = await new Promise<string>((resolve, reject) => {
      const { port } = app.getHttpServer().address() as AddressInfo;
      httpsRequest({ host: '127.0.0.1', port, ca: TEST_CERTIFICATE.cert, agent: false }, async (response) => {
        let body = '';
        for await (const chunk of response) body += String(chunk);
        resolve(body);
      })
        .once('error', reject)
        .end();
    });
    expect(text).toBe('hello');
  });

  it('an invalid key or certificate is reported with the error of Node and an explanation', () => {
    expect(() => new FastifyAdapter({ https: { key: 'no', cert: 'no' } })).toThrow(
      expect.objectContaining({
        code: 'PORTICO_INVALID_HTTPS_OPTIONS',
        cause: expect.objectContaining({ code: expect.stringMatching(/^ERR_OSSL/) }),
      }),
    );
  });

  it('httpsOptions cannot change an existing instance', async () => {
    await expect(
      create(HelloController, new FastifyAdapter(fastify()), { httpsOptions: TEST_CERTIFICATE }),
    ).rejects.toMatchObject({
      code: 'PORTICO_FASTIFY_SERVER_OPTIONS',
    });
  });

  it('HTTP/2 is supported', async () => {
    const app = await create(HelloController, new FastifyAdapter({ http2: true }));
    await app.listen(0);
    const session = connect(`http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`);
    const stream = session.request({ ':path': '/' });
    let text = '';
    for await (const chunk of stream) text += String(chunk);
    await new Promise<void>((resolve) => session.close(resolve));
    expect(text).toBe('hello');
  });

  it.each([
    ['by default', undefined, {}, [QuietRequest, SingleWriteResponse]],
    ['over HTTPS', { https: TEST_CERTIFICATE }, {}, [QuietRequest, SingleWriteResponse]],
    ['with httpsOptions', undefined, { httpsOptions: TEST_CERTIFICATE }, [QuietRequest, SingleWriteResponse]],
    ['with options of the server', { http: { keepAlive: true } }, {}, [QuietRequest, SingleWriteResponse]],
    ['with its own responses', { http: { ServerResponse: OwnResponse } }, {}, [QuietRequest, OwnResponse]],
    ['with its own requests', { http: { IncomingMessage: OwnRequest } }, {}, [OwnRequest, SingleWriteResponse]],
    [
      'with its own responses over HTTPS',
      { https: { ...TEST_CERTIFICATE, ServerResponse: OwnResponse } },
      {},
      [QuietRequest, OwnResponse],
    ],
  ] satisfies [string, ConstructorParameters<typeof FastifyAdapter>[0], NestApplicationOptions, unknown[]][])(
    '%s, the faster requests and responses are used unless the application has its own',
    async (_case, adapterOptions, options, expected) => {
      const app = await create(HelloController, new FastifyAdapter(adapterOptions), options);
      await app.listen([{ port: 0, host: '127.0.0.1' }]);
      const made = once(app.getHttpServer(), 'request');
      const isSecure = 'setSecureContext' in app.getHttpServer();
      const { port } = app.getHttpServer().address() as AddressInfo;
      const request = isSecure
        ? httpsRequest({ port, ca: TEST_CERTIFICATE.cert, agent: false })
        : httpRequest({ port });
      request.end();
      const [response] = await once(request, 'response');
      response.resume();
      const classes = (await made).map((each: object) => each.constructor);
      expect([response.statusCode, classes]).toEqual([200, expected]);
    },
  );

  it('uses the faster requests and responses for an additional server', async () => {
    const app = await create(HelloController);
    const servers = await app.listen([
      { port: 0, host: '127.0.0.1' },
      { port: 0, host: '127.0.0.1' },
    ]);
    const made = once(servers[1]!, 'request');
    const { port } = servers[1]!.address() as AddressInfo;
    expect(await (await fetch(`http://127.0.0.1:${port}`)).text()).toBe('hello');
    expect((await made).map((each: object) => each.constructor)).toEqual([QuietRequest, SingleWriteResponse]);
  });

  it('listens with the options of Fastify', async () => {
    const app = await create(HelloController);
    await app.listen({ port: 0, host: '127.0.0.1' });
    expect(await (await fetch(await app.getUrl())).text()).toBe('hello');
  });
});

describe('closing', () => {
  it.each([
    ['the option of Fastify', () => new FastifyAdapter({ forceCloseConnections: true }), {}],
    ['an instance that has it', () => new FastifyAdapter(fastify({ forceCloseConnections: true })), {}],
    ['the option of the application', () => new FastifyAdapter(), { forceCloseConnections: true }],
  ])('forceCloseConnections as %s closes a stream of events immediately', async (_where, adapter, options) => {
    @Controller()
    class Events {
      @Sse('events') events() {
        return concat(of({ data: 'first' }), NEVER);
      }
    }
    const app = await create(Events, adapter(), options);
    await app.listen(0, '127.0.0.1');
    const response = await fetch(`${await app.getUrl()}/events`);
    const reader = response.body!.getReader();
    await reader.read();
    await app.close();
    await expect(reader.read()).rejects.toThrow('terminated');
  });
});

describe('errors with a fix', () => {
  it('a view engine by name', async () => {
    const app = await create(HelloController);
    expect(() => app.setViewEngine('ejs')).toThrow(expect.objectContaining({ code: 'PORTICO_FASTIFY_VIEW_ENGINE' }));
  });

  it('a view without an engine', async () => {
    const errors: unknown[] = [];
    @Controller()
    class Viewing {
      @Render('page') @Get() page() {
        return {};
      }
    }
    const logger = { error: (error: unknown) => errors.push(error), warn() {}, log() {} };
    const app = await create(Viewing, new FastifyAdapter(), { logger });
    await app.init();
    expect((await app.inject('/')).statusCode).toBe(500);
    expect(String(errors)).toContain('no view engine is set');
  });

  it('a wildcard in the middle of a path', async () => {
    @Controller()
    class Within {
      @Get('from/*where/to') walk() {}
    }
    const app = await create(Within);
    await expect(app.init()).rejects.toMatchObject({
      code: 'PORTICO_FASTIFY_PATH',
      message: expect.stringContaining('from/*where/to'),
    });
  });
});

/** A plugin that applies to the whole application and records each request. */
function tracingPlugin(trace: string[], name: string) {
  return Object.assign(
    async (instance: FastifyInstance) => {
      instance.addHook('onRequest', async () => void trace.push(name));
    },
    { [Symbol.for('skip-override')]: true },
  );
}

describe('the order of hooks', () => {
  const traced = (trace: string[], name: string) => (_request: unknown, _response: unknown, next: () => void) => {
    trace.push(name);
    next();
  };

  @Module({ controllers: [HelloController] })
  class TracedModule implements NestModule {
    static readonly trace: string[] = [];
    configure(consumer: MiddlewareConsumer): void {
      consumer.apply(traced(TracedModule.trace, 'module')).forRoutes('{*path}');
    }
  }
  const createTraced = async (adapter: FastifyAdapter) => {
    const app = await NestFactory.create<NestFastifyApplication>(TracedModule, adapter, { logger: false });
    onTestFinished(() => app.close());
    TracedModule.trace.length = 0;
    return { app, trace: TracedModule.trace };
  };

  it('middleware runs before the hooks and plugins that were added after create()', async () => {
    const { app, trace } = await createTraced(new FastifyAdapter());
    app
      .getHttpAdapter()
      .getInstance()
      .addHook('onRequest', async () => void trace.push('hook'));
    await app.register(tracingPlugin(trace, 'plugin'));
    app.use(traced(trace, 'use'));
    app.enableCors((_request: unknown, callback: (error: Error | null, options: object) => void) => {
      trace.push('cors');
      callback(null, {});
    });
    await app.init();
    app.use(traced(trace, 'late use'));
    expect((await app.inject('/')).payload).toBe('hello');
    expect(trace).toEqual(['cors', 'use', 'module', 'late use', 'hook', 'plugin']);
  });

  it('middleware runs after those that the instance already had', async () => {
    const { trace } = TracedModule;
    const instance = fastify();
    instance.addHook('onRequest', async () => void trace.push('hook'));
    await instance.register(tracingPlugin(trace, 'plugin'));
    const { app } = await createTraced(new FastifyAdapter(instance));
    await app.init();
    expect((await app.inject('/')).payload).toBe('hello');
    expect(trace).toEqual(['hook', 'plugin', 'module']);
  });
});

describe('middleware', () => {
  it('can read the properties of Fastify on the request', async () => {
    const app = await create(HelloController, new FastifyAdapter({ trustProxy: true }));
    const seen: unknown[] = [];
    app.use('/', (request: any, response: any, next: () => void) => {
      const { id, ip, ips, hostname, protocol, query, originalUrl, log } = request;
      seen.push({ id, ip, ips, hostname, protocol, query, originalUrl });
      expect([log, response.log]).toEqual([
        expect.objectContaining({ info: expect.any(Function) }),
        expect.objectContaining({ info: expect.any(Function) }),
      ]);
      next();
    });
    await app.init();
    const headers = { host: 'example.org:8080', 'x-forwarded-for': '203.0.113.7', 'x-forwarded-proto': 'https' };
    await app.inject({ url: '/?a=1', headers });
    expect(seen).toEqual([
      {
        id: 'req-1',
        ip: '203.0.113.7',
        ips: ['127.0.0.1', '203.0.113.7'],
        hostname: 'example.org',
        protocol: 'https',
        query: { a: '1' },
        originalUrl: '/?a=1',
      },
    ]);
  });

  it('mounted at a path also guards it with a semicolon as delimiter', async () => {
    @Controller('admin')
    class Admin {
      @Get() admin() {
        return 'admin';
      }
    }
    const app = await create(Admin, new FastifyAdapter({ routerOptions: { useSemicolonDelimiter: true } as object }));
    let guarded = 0;
    app.use('/admin', (_request: unknown, _response: unknown, next: () => void) => {
      guarded++;
      next();
    });
    await app.init();
    expect((await app.inject('/admin;x=1')).payload).toBe('admin');
    expect(guarded).toBe(1);
  });

  it('that calls next() twice runs the handler once', async () => {
    let handled = 0;
    @Controller()
    class Once {
      @Get() get() {
        return ++handled;
      }
    }
    const app = await create(Once);
    app.use((_request: unknown, _response: unknown, next: () => void) => {
      next();
      next();
    });
    await app.init();
    expect((await app.inject('/')).payload).toBe('1');
    expect(handled).toBe(1);
  });
});
