import { once } from 'node:events';
import { type INestApplication, Module, type ModuleMetadata } from '@portico/common';
import { ExpressAdapter } from '@portico/platform-express';
import { IoAdapter } from '@portico/platform-socket.io';
import { WsAdapter } from '@portico/platform-ws';
import { Test, type TestingModule } from '@portico/testing';
import { SubscribeMessage, WebSocketGateway, WS_ADAPTER } from '@portico/websockets';
import { io } from 'socket.io-client';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';

@WebSocketGateway()
class Gateway {
  @SubscribeMessage('ping')
  ping() {
    return { event: 'ping', data: 'pong' };
  }
}

@Module({ providers: [Gateway] })
class AppModule {}

@WebSocketGateway({ adapter: 'ws' })
class NamedGateway extends Gateway {}

@Module({ providers: [NamedGateway] })
class NamedModule {}

const apps: INestApplication[] = [];
afterEach(async () => {
  for (const app of apps.splice(0)) await app.close();
});

async function overSocketIo(url: string): Promise<unknown> {
  const client = io(url, { forceNew: true, reconnection: false, transports: ['websocket'] });
  try {
    await new Promise((resolve, reject) =>
      client.once('connect', () => resolve(undefined)).once('connect_error', reject),
    );
    client.emit('ping');
    return await new Promise((resolve) => client.once('ping', resolve));
  } finally {
    client.close();
  }
}

async function overWs(url: string): Promise<unknown> {
  const client = new WebSocket(url);
  await once(client, 'open');
  client.send('{"event":"ping"}');
  const [reply] = await once(client, 'message');
  client.close();
  return JSON.parse(String(reply)).data;
}

const adapters: [
  name: string,
  metadata: ModuleMetadata,
  set: (app: INestApplication) => unknown,
  ping: (url: string) => Promise<unknown>,
][] = [
  ['the adapter that is installed', { imports: [AppModule] }, () => undefined, overSocketIo],
  ['an adapter of their own', { imports: [AppModule] }, (app) => app.useWebSocketAdapter(new WsAdapter(app)), overWs],
  [
    'a named adapter of their own',
    { imports: [NamedModule] },
    (app) => app.useWebSocketAdapter(new WsAdapter(app), { name: 'ws' }),
    overWs,
  ],
  [
    'a provided adapter for ws',
    { imports: [AppModule], providers: [{ provide: WS_ADAPTER, useClass: WsAdapter }] },
    () => undefined,
    overWs,
  ],
  [
    'a provided adapter for socket.io',
    { imports: [AppModule], providers: [{ provide: WS_ADAPTER, useClass: IoAdapter }] },
    () => undefined,
    overSocketIo,
  ],
];

describe.each(adapters)('two applications of one testing module, with %s', (_name, metadata, set, ping) => {
  const start = async (module: TestingModule): Promise<string> => {
    const app = module.createNestApplication(new ExpressAdapter());
    apps.push(app);
    set(app);
    await app.listen(0, '127.0.0.1');
    return app.getUrl();
  };

  it('both serve their gateways, at the same time or one after the other', async () => {
    const module = await Test.createTestingModule(metadata).compile();
    const first = await start(module);
    const second = await start(module);
    expect([await ping(first), await ping(second), await ping(first)]).toEqual(['pong', 'pong', 'pong']);
    for (const app of apps.splice(0)) await app.close();
    expect(await ping(await start(module))).toBe('pong');
  });

  it('both serve their gateways if they start at the same time', async () => {
    const module = await Test.createTestingModule(metadata).compile();
    const urls = await Promise.all([start(module), start(module)]);
    expect(await Promise.all(urls.map(ping))).toEqual(['pong', 'pong']);
  });

  it('both serve their gateways if they are created before they start', async () => {
    const module = await Test.createTestingModule(metadata).compile();
    for (let count = 0; count < 2; count += 1) {
      const app = module.createNestApplication(new ExpressAdapter());
      apps.push(app);
      set(app);
    }
    for (const app of apps) await app.listen(0, '127.0.0.1');
    for (const app of apps) expect(await ping(await app.getUrl())).toBe('pong');
  });

  it('the other one serves its gateways when one of them is closed', async () => {
    const module = await Test.createTestingModule(metadata).compile();
    await start(module);
    const second = await start(module);
    await apps.shift()?.close();
    expect(await ping(second)).toBe('pong');
  });
});

it('a provided adapter can be replaced', async () => {
  const module = await Test.createTestingModule({
    imports: [AppModule],
    providers: [{ provide: WS_ADAPTER, useClass: IoAdapter }],
  })
    .overrideProvider(WS_ADAPTER)
    .useClass(WsAdapter)
    .compile();
  const app = module.createNestApplication(new ExpressAdapter());
  apps.push(app);
  await app.listen(0, '127.0.0.1');
  expect(await overWs(await app.getUrl())).toBe('pong');
});
