import { connectWs, startGateways, type TestClient } from '@portico/conformance';
import {
  ConnectedClient,
  type GatewayClient,
  GatewayClients,
  type OnGatewayConnection,
  SubscribeMessage,
  WebSocketGateway,
} from '@portico/websockets';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { BunHttpAdapter, BunWsAdapter } from '../../src/platform/index.js';
import { BunClient } from '../../src/platform/ws/bun-client.js';

@WebSocketGateway()
class NewsGateway implements OnGatewayConnection {
  @GatewayClients() readonly clients!: GatewayClients;
  readonly faces: GatewayClient[] = [];

  async handleConnection(@ConnectedClient() client: GatewayClient): Promise<void> {
    this.faces.push(client);
    await client.join('news');
    client.emit('joined');
  }
  @SubscribeMessage('tell') tell(@ConnectedClient() client: GatewayClient): void {
    client.to('news').emit('told', 'by a client');
  }
}

async function start(count: number): Promise<{ gateway: NewsGateway; clients: TestClient[] }> {
  const { app, port } = await startGateways({
    providers: [NewsGateway],
    httpAdapter: new BunHttpAdapter(),
    createAdapter: (application) => new BunWsAdapter(application),
  });
  const clients: TestClient[] = [];
  for (let index = 0; index < count; index++) {
    const client = await connectWs({ port });
    onTestFinished(() => client.destroy());
    await client.next('joined');
    clients.push(client);
  }
  return { gateway: app.get(NewsGateway), clients };
}

describe('broadcasts on Bun', () => {
  const send = vi.spyOn(BunClient.prototype, 'send');
  beforeEach(() => {
    send.mockClear();
  });

  it.each([
    ['to all clients', (clients: GatewayClients) => clients],
    ['to one room', (clients: GatewayClients) => clients.to('news')],
  ])('%s are published by Bun', async (_what, select) => {
    const { gateway, clients } = await start(3);
    send.mockClear();
    select(gateway.clients).emit('told', { text: 'Grüße' });
    for (const client of clients) expect(await client.next('told')).toEqual({ text: 'Grüße' });
    expect(send).not.toHaveBeenCalled();
  });

  it('of a client to the others are published by Bun', async () => {
    const { clients } = await start(3);
    const [first, ...others] = clients as [TestClient, ...TestClient[]];
    send.mockClear();
    first.send('tell');
    for (const client of others) expect(await client.next('told')).toBe('by a client');
    expect(send).not.toHaveBeenCalled();
    expect(first.rest).toEqual([]);
  });

  it('to several rooms, with exclusions, and to the room of a client reach each client once', async () => {
    const { gateway, clients } = await start(3);
    const [a, b, c] = clients as [TestClient, TestClient, TestClient];
    const [faceA, faceB] = gateway.faces as [GatewayClient, GatewayClient];
    await faceB.join('more');
    gateway.clients.to(['news', 'more']).emit('one', 1);
    gateway.clients.except('more').emit('two', 2);
    gateway.clients.to(faceA.id).emit('three', 3);
    gateway.clients.emit('end');
    for (const client of clients) await client.next('end');
    expect([a.rest, b.rest, c.rest]).toEqual([
      [
        ['one', 1],
        ['two', 2],
        ['three', 3],
      ],
      [['one', 1]],
      [
        ['one', 1],
        ['two', 2],
      ],
    ]);
  });

  it('keep their order with messages to one client', async () => {
    const { gateway, clients } = await start(2);
    const [face] = gateway.faces as [GatewayClient];
    for (let index = 0; index < 20; index++) {
      gateway.clients.to('news').emit('published', index);
      face.emit('sent', index);
    }
    gateway.clients.emit('end');
    const [first] = clients as [TestClient];
    await first.next('end');
    expect(first.rest).toEqual(
      Array.from({ length: 20 }, (_, index) => [
        ['published', index],
        ['sent', index],
      ]).flat(),
    );
  });

  it('do not reach clients that have left the room', async () => {
    const { gateway, clients } = await start(2);
    const [first, second] = clients as [TestClient, TestClient];
    await gateway.faces[0]?.leave('news');
    gateway.clients.to('news').emit('told', 1);
    expect(await second.next('told')).toBe(1);
    gateway.clients.emit('end');
    await first.next('end');
    expect(first.rest).toEqual([]);
  });
});
