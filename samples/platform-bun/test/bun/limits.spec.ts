import { connectWs, startGateways } from '@portico/conformance';
import { GatewayClients, SubscribeMessage, WebSocketGateway } from '@portico/websockets';
import { expect, it, onTestFinished, vi } from 'vitest';
import { BunHttpAdapter, BunWsAdapter } from '../../src/platform/index.js';

const echo = (data: unknown) => ({ event: 'echo', data });

@WebSocketGateway({ path: '/small', maxPayload: 1_000 })
class SmallGateway {
  @SubscribeMessage('echo') echo(_client: unknown, data: unknown) {
    return echo(data);
  }
}

@WebSocketGateway({ path: '/large', maxPayload: 10_000 })
class LargeGateway {
  @SubscribeMessage('echo') echo(_client: unknown, data: unknown) {
    return echo(data);
  }
}

async function start() {
  const { port } = await startGateways({
    providers: [SmallGateway, LargeGateway],
    httpAdapter: new BunHttpAdapter(),
    createAdapter: (app) => new BunWsAdapter(app),
  });
  return async (path: string) => {
    const client = await connectWs({ port, path });
    onTestFinished(() => client.destroy());
    return client;
  };
}

it('limits the messages of each gateway, although they share a server of Bun', async () => {
  const connect = await start();
  const [small, large] = [await connect('/small'), await connect('/large')];
  for (const client of [small, large]) {
    client.send('echo', 'x'.repeat(900));
    expect(await client.next('echo')).toHaveLength(900);
  }
  large.send('echo', 'x'.repeat(9_000));
  expect(await large.next('echo')).toHaveLength(9_000);
  small.send('echo', 'x'.repeat(1_000));
  await small.left;
  expect(small.closeCode).toBe(1009);
});

it('counts the bytes of a message, not its characters', async () => {
  const connect = await start();
  const small = await connect('/small');
  small.send('echo', 'ü'.repeat(400));
  expect(await small.next('echo')).toHaveLength(400);
  small.send('echo', 'ü'.repeat(500));
  await small.left;
  expect(small.closeCode).toBe(1009);
});

it('closes the connection of a client that sends more than any gateway accepts', async () => {
  const connect = await start();
  const large = await connect('/large');
  large.send('echo', 'x'.repeat(11_000));
  await large.left;
  expect([1006, 1009]).toContain(large.closeCode);
});

@WebSocketGateway({ maxBufferedBytes: 1024 * 1024 })
class NewsGateway {
  @GatewayClients() readonly clients!: GatewayClients;
  handleDisconnect = vi.fn();
}

it('disconnects a client that does not read what Bun publishes', async () => {
  const { app, port } = await startGateways({
    providers: [NewsGateway],
    httpAdapter: new BunHttpAdapter(),
    createAdapter: (application) => new BunWsAdapter(application),
  });
  const { clients, handleDisconnect } = app.get(NewsGateway);
  const [slow, quick] = [await connectWs({ port }), await connectWs({ port })];
  for (const client of [slow, quick]) onTestFinished(() => client.destroy());
  clients.emit('ready');
  await slow.next('ready');
  slow.freeze?.();
  // The sockets of the connection hold some megabytes.
  for (let index = 0; index < 1_000 && handleDisconnect.mock.calls.length === 0; index++) {
    clients.emit('news', 'x'.repeat(64 * 1024));
    expect(await quick.next('news')).toHaveLength(64 * 1024);
  }
  expect(handleDisconnect).toHaveBeenCalledTimes(1);
  clients.emit('end');
  await quick.next('end');
});
