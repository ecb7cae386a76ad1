import { createServer as createHttpServer, type Server } from 'node:http';
import { createServer as createHttpsServer, request as httpsRequest } from 'node:https';
import {
  Controller,
  Get,
  Injectable,
  Module,
  type OnApplicationShutdown,
  Req,
  Res,
  StreamableFile,
} from '@portico/common';
import { AbstractHttpAdapter, HttpAdapterHost, NestFactory } from '@portico/core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { TEST_CERTIFICATE } from '../../support/certificate.js';
import { portOf } from '../../support/port-of.js';
import { RecordingLogger } from '../../support/recording-logger.js';
import { itWhen } from '../../support/test-when.js';
import { createApplication, launchForTest } from '../support/application.js';
import { HttpClient } from '../support/client.js';
import type { HttpPlatform } from '../support/platform.js';

@Controller()
class HelloController {
  @Get() hello() {
    return 'hello';
  }
}

@Module({ controllers: [HelloController] })
class HelloModule {}

@Injectable()
class CatsService {
  constructor(readonly adapterHost: HttpAdapterHost) {}
}

@Injectable()
class ShutdownObserver implements OnApplicationShutdown {
  private httpServers: Server[] = [];

  addHttpServer(server: Server): void {
    this.httpServers.push(server);
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(
      this.httpServers.map(
        (server) => new Promise((resolve, reject) => server.close((error) => (error ? reject(error) : resolve(null)))),
      ),
    );
  }
}

const parts = { controllers: [HelloController], providers: [CatsService, ShutdownObserver] };

function getSecurely(port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    httpsRequest({ host: '127.0.0.1', port, path: '/', ca: TEST_CERTIFICATE.cert, agent: false }, async (response) => {
      let text = '';
      for await (const chunk of response) text += String(chunk);
      resolve(text);
    })
      .once('error', reject)
      .end();
  });
}

export function describeAdapterHost(platform: HttpPlatform): void {
  describe('the adapter', () => {
    it('is reached through the application and through HttpAdapterHost', async () => {
      const { app, adapter } = await launchForTest(platform, parts);
      expect(app.getHttpAdapter()).toBe(adapter);
      expect(app.get(CatsService).adapterHost).toBe(app.get(HttpAdapterHost));
      expect(app.get(HttpAdapterHost).httpAdapter).toBe(adapter);
      expect(adapter).toBeInstanceOf(AbstractHttpAdapter);
      expect(adapter.getType()).toBe(platform.name);
      expect(adapter.getInstance()).toBe(app.getHttpAdapter().getInstance());
      expect(adapter.getHttpServer()).toBe(app.getHttpServer());
    });
  });

  describe('its reply methods', () => {
    it('write status, headers and body when a filter calls them', async () => {
      @Controller()
      class RepliesController {
        constructor(private readonly adapterHost: HttpAdapterHost) {}

        @Get() byHand(@Req() request: unknown, @Res() response: unknown) {
          const adapter = this.adapterHost.httpAdapter;
          adapter.setHeader(response, 'x-method', adapter.getRequestMethod(request));
          adapter.setHeader(response, 'x-url', adapter.getRequestUrl(request));
          adapter.setHeader(response, 'x-host', adapter.getRequestHostname(request));
          adapter.setHeader(response, 'x-seen', String(adapter.getHeader(response, 'x-method')));
          adapter.appendHeader(response, 'set-cookie', 'a=1');
          adapter.appendHeader(response, 'set-cookie', 'b=2');
          adapter.setHeader(response, 'x-sent', String(adapter.isHeadersSent(response)));
          adapter.reply(response, { by: 'hand' }, 202);
          if (!adapter.isHeadersSent(response)) throw new Error('the reply was sent');
        }
        @Get('end') end(@Res() response: unknown) {
          const adapter = this.adapterHost.httpAdapter;
          adapter.status(response, 203);
          adapter.end(response, 'the end');
        }
        @Get('headers') headers(@Res() response: unknown) {
          const adapter = this.adapterHost.httpAdapter;
          for (const value of ['first', 'second']) adapter.setHeader(response, 'x-replaced', value);
          adapter.setHeader(response, 'x-removed', 'still here');
          adapter.removeHeader(response, 'x-removed');
          adapter.setCookie(response, 'a', '1');
          adapter.setCookie(response, 'b', '2', { httpOnly: true });
          adapter.clearCookie(response, 'c');
          adapter.reply(response, 'headers');
        }
        @Get('begun') begun(@Res() response: any) {
          const raw = response.raw ?? response;
          raw.write('begun, ');
          raw.end(String(this.adapterHost.httpAdapter.isHeadersSent(response)));
        }
        @Get('file') file(@Res() response: unknown) {
          this.adapterHost.httpAdapter.reply(
            response,
            new StreamableFile(Buffer.from('a,b'), { type: 'text/csv' }),
            203,
          );
        }
      }
      const app = await launchForTest(platform, { controllers: [RepliesController] });
      const reply = await app.get('/?a=1', { host: 'example.org:80' });
      expect([reply.status, reply.json()]).toEqual([202, { by: 'hand' }]);
      expect(reply.headers).toMatchObject({
        'x-method': 'GET',
        'x-url': '/?a=1',
        'x-host': 'example.org',
        'x-seen': 'GET',
        'x-sent': 'false',
        'set-cookie': ['a=1', 'b=2'],
      });
      const local = await app.get('/', { host: '[::1]:80' });
      expect(local.headers['x-host']).toBe('[::1]');
      expect(app.logger.errors).toEqual([]);
      const ended = await app.get('/end');
      expect([ended.status, ended.text]).toEqual([203, 'the end']);
      const { headers } = await app.get('/headers');
      expect([headers['x-replaced'], headers['x-removed']]).toEqual(['second', undefined]);
      expect(headers['set-cookie']).toEqual([
        'a=1; Path=/',
        expect.stringMatching(/^b=2;.*HttpOnly/),
        expect.stringMatching(/^c=;.*Expires=Thu, 01 Jan 1970/),
      ]);
      expect((await app.get('/begun')).text).toBe('begun, true');
      const file = await app.get('/file');
      expect([file.status, file.text, file.headers['content-type']]).toEqual([
        203,
        'a,b',
        expect.stringMatching(/^text\/csv/),
      ]);
    });
  });

  describe('listen$ and listening', () => {
    it('notify subscribers when the application listens, including those that subscribe later', async () => {
      const { app } = await createApplication(platform, parts);
      const { adapterHost } = app.get(CatsService);
      let early = 0;
      let late = 0;
      adapterHost.listen$.subscribe(() => early++);
      expect([adapterHost.listening, early]).toEqual([false, 0]);

      await app.listen(0, '127.0.0.1');
      expect([adapterHost.listening, early]).toEqual([true, 1]);
      adapterHost.listen$.subscribe(() => late++);
      expect(late).toBe(1);

      await app.close();
      expect(adapterHost.listening).toBe(false);
    });
  });

  it('reads the cookies of requests', async () => {
    @Controller()
    class CookiesController {
      constructor(private readonly adapterHost: HttpAdapterHost) {}

      @Get() read(@Req() request: object) {
        const adapter = this.adapterHost.httpAdapter;
        return { all: adapter.getCookies(request), signed: adapter.getSignedCookies(request) };
      }
    }
    const app = await launchForTest(platform, {
      controllers: [CookiesController],
      options: { cookies: { secret: 'a secret' } },
    });
    const { cookieSigner } = app.adapter;
    const basket = cookieSigner.sign('42');
    const sent = `name=Gr%C3%BC%C3%9Fe; name=second; basket=${encodeURIComponent(basket)}; forged=${encodeURIComponent(`${basket}x`)}`;
    expect((await app.get('/', { cookie: sent })).json()).toEqual({
      all: { name: 'Grüße', basket, forged: `${basket}x` },
      signed: { basket: '42', forged: false },
    });
    expect((await app.get('/')).json()).toEqual({ all: {}, signed: {} });
  });

  describe('HTTPS', () => {
    it('is served with httpsOptions', async () => {
      const { app } = await createApplication(platform, { ...parts, options: { httpsOptions: TEST_CERTIFICATE } });
      onTestFinished(() => app.close());
      await app.listen(0, '127.0.0.1');
      expect(await app.getUrl()).toBe(`https://127.0.0.1:${portOf(app.getHttpServer())}`);
      expect(await getSecurely(portOf(app.getHttpServer()))).toBe('hello');
    });

    it('with an invalid key or certificate fails at start-up with an error that explains the reason of Node', async () => {
      const start = NestFactory.create(HelloModule, platform.createAdapter(), {
        logger: new RecordingLogger(),
        abortOnError: false,
        httpsOptions: { key: 'no key', cert: 'no certificate' },
      });
      // Some runtimes read the key when the server listens.
      const error: any = await start.then((app) => app.listen(0)).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(Error);
      expect(error.message).toMatch(/key[\s\S]*cert/);
      expect(error.cause.code ?? error.cause.message).toMatch(/PEM|ERR_OSSL/);
    });
  });

  describe('several servers at once', () => {
    itWhen(platform.capabilities.ownServers, 'created by the caller around the initialized application', async () => {
      const { app, adapter } = await createApplication(platform, parts);
      await app.init();
      await adapter.getInstance().ready?.();
      const listener = platform.requestListener!(adapter);
      const httpServer = createHttpServer(listener);
      const httpsServer = createHttpsServer(TEST_CERTIFICATE, listener);
      await Promise.all(
        [httpServer, httpsServer].map(
          (server) => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)),
        ),
      );
      const observer = app.get(ShutdownObserver);
      observer.addHttpServer(httpServer);
      observer.addHttpServer(httpsServer);

      const client = new HttpClient({ host: '127.0.0.1', port: portOf(httpServer) });
      expect((await client.get('/')).text).toBe('hello');
      expect(await getSecurely(portOf(httpsServer))).toBe('hello');

      client.close();
      await app.close();
      expect([httpServer.listening, httpsServer.listening]).toEqual([false, false]);
    });

    it('owned by the application: one call opens all, and close() closes all', async () => {
      const { app } = await createApplication(platform, parts);
      // The application is typed for one server.
      const servers: Server[] = await (app as any)
        .listen([
          { port: 0, host: '127.0.0.1' },
          { port: 0, host: '127.0.0.1', httpsOptions: TEST_CERTIFICATE },
        ])
        .then((result: unknown) => [result].flat());
      expect(servers).toHaveLength(2);
      const client = new HttpClient({ host: '127.0.0.1', port: portOf(servers[0]!) });
      expect((await client.get('/')).text).toBe('hello');
      expect(await getSecurely(portOf(servers[1]!))).toBe('hello');
      client.close();
      await app.close();
      expect(servers.map((server) => server.listening)).toEqual([false, false]);
    });
  });
}
