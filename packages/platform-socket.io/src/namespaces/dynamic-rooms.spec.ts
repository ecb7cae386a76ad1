import {
  ConnectedClient,
  type GatewayClient,
  GatewayClients,
  MessageBody,
  SubscribeMessage,
  WebSocketGateway,
} from '@portico/websockets';
import { expect, it, onTestFinished, vi } from 'vitest';
import { startApplication } from '../test-application.fixture.js';

@WebSocketGateway({ namespace: /^\/team-\w+$/ })
class TeamsGateway {
  @GatewayClients() readonly clients!: GatewayClients;

  handleConnection(@ConnectedClient() client: GatewayClient) {
    client.data = { name: client.handshake.query.name };
  }

  @SubscribeMessage('join')
  async join(@ConnectedClient() client: GatewayClient, @MessageBody() room: string) {
    await client.join(room);
    return { event: 'joined', data: room };
  }

  @SubscribeMessage('say')
  say(@ConnectedClient() client: GatewayClient, @MessageBody() [room, text]: [string, string]) {
    client.to(room).emit('said', text);
  }
}

it('treats the clients of all namespaces of a pattern as one group', async () => {
  const { app, connect } = await startApplication([TeamsGateway]);
  const { clients } = app.get(TeamsGateway);
  expect(await clients.fetch()).toEqual([]);
  expect(await clients.request('anybody?')).toEqual([]);
  const seen: string[] = [];
  const watching = clients
    .in('leads')
    .watch()
    .subscribe(({ type, clients: now }) => seen.push(`${type} ${now.map(({ data }) => data.name).join('')}`));
  onTestFinished(() => watching.unsubscribe());
  await vi.waitFor(() => expect(seen).toEqual(['here ']));

  const [ana, bea, cid] = [
    await connect({ namespace: '/team-red', query: { name: 'A' } }),
    await connect({ namespace: '/team-red', query: { name: 'B' } }),
    await connect({ namespace: '/team-blue', query: { name: 'C' } }),
  ];
  for (const [client, value] of [
    [ana, 1],
    [bea, 2],
    [cid, 3],
  ] as const) {
    client.answer?.('number?', () => value);
  }
  for (const client of [ana, cid]) {
    client.send('join', 'leads');
    await client.next('joined');
  }
  expect(seen).toEqual(['here ', 'joined A', 'joined AC']);
  const names = async (group: typeof clients) => (await group.fetch()).map(({ data }) => data.name).sort();
  expect(await names(clients)).toEqual(['A', 'B', 'C']);
  expect(await names(clients.in('leads'))).toEqual(['A', 'C']);
  clients.to('leads').emit('said', 'to leads');
  expect([await ana.next('said'), await cid.next('said')]).toEqual(['to leads', 'to leads']);
  expect((await clients.request('number?')).sort()).toEqual([1, 2, 3]);
  expect((await clients.local.in('leads').request('number?')).sort()).toEqual([1, 3]);
  await expect(clients.timeout(50).request('nobody knows')).rejects.toThrow('PORTICO_WS_REQUEST');

  // A client only sends to its own namespace.
  bea.send('say', ['leads', 'in red']);
  expect(await ana.next('said')).toBe('in red');
  await clients.in('leads').join('all');
  await clients.in('all').leave('leads');
  expect(await names(clients.in('leads'))).toEqual([]);
  expect(seen.at(-1)).toBe('left ');
  await clients.in('all').disconnect();
  await Promise.all([ana.left, cid.left]);
  expect(cid.rest.filter(([event]) => event === 'said')).toEqual([]);
  expect(await names(clients)).toEqual(['B']);
});

it.each([
  ['without recovery', {}],
  ['with recovery', { connectionStateRecovery: {} }],
])('knows that the clients of a pattern are those of this process, %s', async (_name, options) => {
  @WebSocketGateway({ namespace: /^\/team-\w+$/, ...options })
  class Teams {
    @GatewayClients() readonly clients!: GatewayClients;
  }
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  onTestFinished(() => warn.mockRestore());
  const { app, connect } = await startApplication([Teams]);
  const { clients } = app.get(Teams);
  await connect({ namespace: '/team-red' });
  const seen: string[] = [];
  const watching = clients.watch().subscribe(({ type, clients: now }) => seen.push(`${type} ${now.length}`));
  onTestFinished(() => watching.unsubscribe());
  await vi.waitFor(() => expect(seen).toEqual(['here 1']));
  // socket.io warns if an event for other processes is given to an adapter that has none.
  expect(warn).not.toHaveBeenCalled();
});
