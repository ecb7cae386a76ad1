import { Inject, Injectable, Scope } from '@portico/common';
import { HttpAdapterHost, NestFactory } from '@portico/core';
import { SubscribeMessage, WebSocketGateway, WS_ADAPTER } from '@portico/websockets';
import type { GatewayAdapter } from '@portico/websockets/adapters';
import { expect, it, onTestFinished } from 'vitest';
import { RecordingLogger } from '../../support/recording-logger.js';
import { connectInTime } from '../support/connect-in-time.js';
import { expectNoReply, MarkerGateway } from '../support/expect-no-reply.js';
import { freePort } from '../support/free-port.js';
import type { WebSocketPlatform } from '../support/platform.js';
import { gatewayPort, startTestApp } from '../support/test-app.js';

/** Gateways and adapters that are configured by providers. */
export function describeOptions(platform: WebSocketPlatform): void {
  @Injectable()
  class Config {
    constructor(@Inject('VALUES') private readonly values: Record<string, unknown>) {}

    get(key: string): any {
      return this.values[key];
    }
  }

  const configured = (values: Record<string, unknown>) => [Config, { provide: 'VALUES', useValue: values }];

  for (const [how, later] of [
    ['a value', (value: object) => value],
    ['a promise', async (value: object) => value],
  ] as const) {
    it(`uses the port and the options of a gateway from a factory that returns ${how}`, async () => {
      const port = await gatewayPort(platform);
      @WebSocketGateway({
        inject: [Config, { token: 'absent', optional: true }],
        useFactory: (config, absent) => later({ port: config.get('port'), path: config.get('path'), absent }),
      })
      class Configured extends MarkerGateway {
        constructor(private readonly config: Config) {
          super();
        }
        @SubscribeMessage('name')
        name() {
          return { event: 'name', data: this.config.get('name') };
        }
      }
      // An invalid value, which only untyped code can pass.
      Inject(Config)(Configured, undefined as never, 0);
      const path = platform.capabilities.paths === true ? '/configured' : undefined;
      const { connect } = await startTestApp(platform, port, [Configured, ...configured({ port, path, name: 'Ada' })]);
      const client = await connect({ path });
      client.send('name');
      expect(await client.next('name')).toBe('Ada');
      await expectNoReply(client);
    });
  }

  @Injectable({ scope: Scope.REQUEST })
  class PerRequest {}
  const failures: [string, { inject?: any; useFactory(...args: any[]): any }, string, string][] = [
    [
      'throws',
      {
        useFactory() {
          throw new Error('no such key');
        },
      },
      'PORTICO_FACTORY_FAILED',
      'options of Failing',
    ],
    ['rejects', { useFactory: () => Promise.reject(new Error('no answer')) }, 'PORTICO_FACTORY_FAILED', 'no answer'],
    ['returns nothing', { useFactory: () => undefined }, 'PORTICO_WS_OPTIONS', 'returned undefined'],
    ['returns text as port', { useFactory: () => ({ port: '8080' }) }, 'PORTICO_WS_OPTIONS', 'the port "8080"'],
    ['returns NaN as port', { useFactory: () => ({ port: Number.NaN }) }, 'PORTICO_WS_OPTIONS', 'the port'],
    [
      'injects a token that no module provides',
      { inject: ['unknown'], useFactory: () => ({}) },
      'PORTICO_UNKNOWN_DEPENDENCY',
      'options of Failing',
    ],
    [
      'injects a request-scoped provider',
      { inject: [PerRequest], useFactory: () => ({}) },
      'PORTICO_SCOPED_PROVIDER',
      'options of Failing',
    ],
  ];
  for (const [what, factory, code, message] of failures) {
    it(`does not start with a factory that ${what}`, async () => {
      @WebSocketGateway(factory)
      class Failing extends MarkerGateway {}
      const starting = startTestApp(platform, 0, [Failing, PerRequest]);
      await expect(starting).rejects.toMatchObject({ code, message: expect.stringContaining(message) });
    });
  }

  it('logs which options are misspelled if the adapter has named its options', async () => {
    const port = await gatewayPort(platform);
    // `tenant` may be an option of a subclass of the adapter.
    const options: object = {
      maxClient: 5,
      dispach: { concurrency: 1 },
      highwaterMark: 1_024,
      tenant: 'a',
    };
    @WebSocketGateway(port, options)
    class Misspelling extends MarkerGateway {}
    const { adapter, connect, logger } = await startTestApp(platform, port, [Misspelling]);
    const { optionNames }: GatewayAdapter = adapter;
    const warning = (wrong: string, right: string) =>
      expect.stringContaining(
        `PORTICO_WS_UNKNOWN_OPTION: Misspelling has the option "${wrong}", which has no effect.\n\nHow to fix it: If you mean "${right}", correct the name.`,
      );
    const expected = [
      warning('maxClient', 'maxClients'),
      warning('dispach', 'dispatch'),
      warning('highwaterMark', 'highWaterMark'),
    ];
    expect(logger.warnings).toEqual(optionNames ? expected : []);
    await expectNoReply(await connect());
  });

  it('logs which decorated methods are never called', async () => {
    const port = await gatewayPort(platform);
    const named = Symbol('named');
    @WebSocketGateway(port)
    class Uncallable extends MarkerGateway {
      @SubscribeMessage('a') static a() {}
      @SubscribeMessage('b') [named]() {}
    }
    const { logger } = await startTestApp(platform, port, [Uncallable]);
    const warning = (method: string, remedy: string) =>
      expect.stringContaining(
        `PORTICO_UNCALLED_METHOD: @SubscribeMessage() on ${method} has no effect.\n\nHow to fix it: ${remedy}.`,
      );
    expect(logger.warnings).toEqual([
      warning('the static method Uncallable.a()', 'Remove "static"'),
      warning('the method Uncallable[Symbol(named)]()', 'Give the method a name that is not a symbol'),
    ]);
  });

  it('uses the adapter that a module provides, unless the application sets another one', async () => {
    for (const isGiven of [false, true]) {
      const port = platform.capabilities.sharedServer === true ? 0 : await freePort();
      @WebSocketGateway(port)
      class Plain extends MarkerGateway {}
      let created = 0;
      const provider = {
        provide: WS_ADAPTER,
        inject: [Config, HttpAdapterHost],
        useFactory: (config: Config, { httpAdapter }: HttpAdapterHost) => {
          const adapter = platform.createAdapter(httpAdapter.getHttpServer() ?? {});
          const { create } = adapter;
          adapter.create = (...args) => {
            created += config.get('one');
            return create.apply(adapter, args);
          };
          return adapter;
        },
      };
      class AppModule {}
      const app = await NestFactory.create(
        { module: AppModule, providers: [Plain, provider, ...configured({ one: 1 })] },
        platform.createHttpAdapter(),
        { logger: new RecordingLogger(), abortOnError: false },
      );
      onTestFinished(() => app.close());
      if (isGiven) app.useWebSocketAdapter(platform.createAdapter(app));
      await app.listen(0, '127.0.0.1');
      const client = await connectInTime(platform, { port: port || app.getHttpServer().address().port });
      onTestFinished(() => client.destroy());
      await expectNoReply(client);
      expect(created).toBe(isGiven ? 0 : 1);
    }
  });

  it.each([
    ['two modules provide one', ['a', 'b'], '2 modules provide WS_ADAPTER'],
    ['it is not an adapter', ['a'], 'is not an adapter'],
  ])('does not start when %s', async (_why, names, message) => {
    @WebSocketGateway()
    class Plain extends MarkerGateway {}
    const imports = names.map((name) => ({
      // The class is named after the computed key. Its type is lost.
      module: { [name]: class {} }[name] as new () => object,
      providers: [{ provide: WS_ADAPTER, useValue: {} }],
    }));
    class AppModule {}
    const app = await NestFactory.create(
      { module: AppModule, imports, providers: [Plain] },
      platform.createHttpAdapter(),
      { logger: false, abortOnError: false },
    );
    onTestFinished(() => app.close());
    await expect(app.init()).rejects.toMatchObject({
      code: 'PORTICO_WS_ADAPTER',
      message: expect.stringContaining(message),
    });
  });
}
