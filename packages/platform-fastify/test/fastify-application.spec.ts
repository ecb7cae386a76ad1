import { connect } from 'node:http2';
import { request as httpsRequest } from 'node:https';
import type { AddressInfo } from 'node:net';
import { Body, Controller, Get, Module, Post, Render, type Type } from '@portico/common';
import { NestFactory } from '@portico/core';
import { selfSignedCertificate } from '@portico/test-support';
import fastify, { type FastifyInstance } from 'fastify';
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

describe('plugins and inject', () => {
  it('registers plugins, whose hooks and decorators hold for all routes', async () => {
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

  it('inject waits for routes once the application is initialised', async () => {
    const app = await create(HelloController);
    await app.init();
    const reply = await app.inject({ method: 'POST', url: '/echo', payload: { a: 1 } });
    expect(reply.json()).toEqual({ body: { a: 1 } });
  });
});

describe('route decorators', () => {
  it('RouteConfig is seen by hooks, RouteConstraints choose, RouteSchema validates and serialises', async () => {
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

describe('body parsers', () => {
  it('are chosen for types, lists of them and patterns, with a parser of one’s own', async () => {
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

  it('leave alone what the instance parses already', async () => {
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
  it('an instance of one’s own keeps its routes', async () => {
    const instance = fastify();
    instance.get('/own', async () => 'own');
    const app = await create(HelloController, new FastifyAdapter(instance));
    expect(app.getHttpAdapter().getInstance()).toBe(instance);
    await app.init();
    expect((await app.inject('/own')).payload).toBe('own');
    expect((await app.inject('/')).payload).toBe('hello');
  });

  it('new FastifyAdapter({ https }) serves HTTPS', async () => {
    const certificate = selfSignedCertificate();
    const app = await create(HelloController, new FastifyAdapter({ https: certificate }));
    await app.listen(0);
    const text = await new Promise<string>((resolve, reject) => {
      const { port } = app.getHttpServer().address() as AddressInfo;
      httpsRequest({ host: '127.0.0.1', port, ca: certificate.cert, agent: false }, async (response) => {
        let body = '';
        for await (const chunk of response) body += String(chunk);
        resolve(body);
      })
        .once('error', reject)
        .end();
    });
    expect(text).toBe('hello');
  });

  it('a bad key or certificate is Node’s error with a sentence of ours', () => {
    expect(() => new FastifyAdapter({ https: { key: 'no', cert: 'no' } })).toThrow(
      expect.objectContaining({
        code: 'PORTICO_FASTIFY_SERVER_OPTIONS',
        cause: expect.objectContaining({ code: expect.stringMatching(/^ERR_OSSL/) }),
      }),
    );
  });

  it('httpsOptions can’t change an instance that exists', async () => {
    const certificate = selfSignedCertificate();
    await expect(
      create(HelloController, new FastifyAdapter(fastify()), { httpsOptions: certificate }),
    ).rejects.toMatchObject({
      code: 'PORTICO_FASTIFY_SERVER_OPTIONS',
    });
  });

  it('http2 is served', async () => {
    const app = await create(HelloController, new FastifyAdapter({ http2: true }));
    await app.listen(0);
    const session = connect(`http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`);
    const stream = session.request({ ':path': '/' });
    let text = '';
    for await (const chunk of stream) text += String(chunk);
    await new Promise<void>((resolve) => session.close(resolve));
    expect(text).toBe('hello');
  });

  it('listens with the options of Fastify', async () => {
    const app = await create(HelloController);
    await app.listen({ port: 0, host: '127.0.0.1' });
    expect(await (await fetch(await app.getUrl())).text()).toBe('hello');
  });
});

describe('errors that teach', () => {
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
    expect(String(errors)).toContain('no view engine was set');
  });

  it('a wildcard within a path', async () => {
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

describe('middleware', () => {
  it('mounted at a path guards it with the semicolon as delimiter too', async () => {
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

  it('that goes on twice runs the handler once', async () => {
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
