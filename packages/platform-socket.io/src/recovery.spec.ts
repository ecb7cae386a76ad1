import {
  ConnectedClient,
  type GatewayClient,
  GatewayClients,
  type HandshakeOptions,
  type RecoveryOptions,
  SubscribeMessage,
  WebSocketGateway,
  WebSocketServer,
} from '@portico/websockets';
import type { Server } from 'socket.io';
import { io, type Socket } from 'socket.io-client';
import { expect, it, onTestFinished, vi } from 'vitest';
import { startApplication } from './test-application.fixture.js';

/** Starts a gateway whose clients are recovered, and connects one that has received an event. */
async function start({ origins, ...options }: RecoveryOptions & HandshakeOptions = {}, namespace?: string) {
  @WebSocketGateway({ connectionStateRecovery: options, origins, ...(namespace && { namespace: '/rooms/:room' }) })
  class Recovering {
    last: GatewayClient | undefined;
    left = 0;
    @GatewayClients() readonly clients!: GatewayClients;
    @WebSocketServer() readonly server!: Server;
    async handleConnection(@ConnectedClient() client: GatewayClient) {
      this.last = client;
      if (!client.recovered) client.data = { name: 'Ana' };
      await client.join('lobby');
      client.emit('hello', client.recovered);
    }
    handleDisconnect() {
      this.left += 1;
    }
    @SubscribeMessage('name')
    name(@ConnectedClient() { data }: GatewayClient) {
      return data;
    }
  }
  const { connect, app } = await startApplication([Recovering]);
  const gateway = app.get(Recovering);
  const client = await connect(namespace ? { namespace } : {});
  const { socket } = client;
  expect(await client.next('hello')).toBe(false);
  /** Loses the connection, and returns whether the client was recovered when it has connected again. */
  const reconnect = async (meanwhile: () => unknown = () => undefined): Promise<boolean> => {
    const { left } = gateway;
    socket.io.engine.close();
    await vi.waitFor(() => expect(gateway.left).toBe(left + 1));
    await meanwhile();
    const back = new Promise<boolean>((resolve) => socket.once('hello', resolve));
    socket.connect();
    return back;
  };
  return { gateway, socket, reconnect, connect };
}

/** Connects another client with a session. */
async function connectWith(socket: Socket, session: object): Promise<Socket> {
  // The manager keeps its address private.
  const { uri } = socket.io as unknown as { readonly uri: string };
  const other = io(uri, { transports: ['websocket'], forceNew: true, reconnection: false, autoConnect: false });
  onTestFinished(() => void other.disconnect());
  Object.assign(other, session);
  const connected = new Promise((resolve) => other.once('connect', () => resolve(undefined)));
  other.connect();
  await connected;
  return other;
}

it('recovers data, rooms and missed events', async () => {
  const { gateway, socket, reconnect } = await start();
  const heard: unknown[] = [];
  socket.on('said', (data) => heard.push(data));
  const { id } = socket;
  expect(
    await reconnect(() => {
      gateway.clients.to('lobby').emit('said', { binary: Buffer.from('missed') });
      gateway.clients.volatile.emit('said', 'volatile');
    }),
  ).toBe(true);
  expect(socket.id).toBe(id);
  await vi.waitFor(() => expect(heard).toEqual([{ binary: Buffer.from('missed') }]));
  expect(await socket.emitWithAck('name')).toEqual({ name: 'Ana' });
});

it.each([
  ['events', { maxEvents: 3 }],
  ['bytes of events', { maxEventBytes: 3_000 }],
])('begins a new session if a client has missed more %s than are kept', async (_what, limits) => {
  const { gateway, reconnect } = await start(limits);
  const say = (times: number) => () => {
    for (let count = 0; count < times; count += 1) gateway.clients.emit('said', 'x'.repeat(900));
  };
  expect(await reconnect(say(2))).toBe(true);
  expect(await reconnect(say(5))).toBe(false);
});

it('keeps the date of disconnectAt() when a client reconnects', async () => {
  const { gateway, socket, reconnect } = await start();
  gateway.last?.disconnectAt(Date.now() + 500);
  expect(await reconnect()).toBe(true);
  expect(await reconnect()).toBe(true);
  const reason = await new Promise((resolve) => socket.once('disconnect', resolve));
  expect(reason).toBe('io server disconnect');
});

it('begins a new session if the date of disconnectAt() has passed', async () => {
  const { gateway, reconnect } = await start();
  const date = Date.now() + 100;
  gateway.last?.disconnectAt(date);
  expect(
    await reconnect(() => vi.waitFor(() => expect(Date.now()).toBeGreaterThan(date), { interval: 5, timeout: 1_000 })),
  ).toBe(false);
});

it('recovers the only client of a namespace with parameters, which is removed meanwhile', async () => {
  const { gateway, reconnect, socket } = await start({}, '/rooms/red');
  const heard: unknown[] = [];
  socket.on('said', (data) => heard.push(data));
  const namespaces = (gateway.server as unknown as { server: Server }).server._nsps;
  expect(
    await reconnect(async () => {
      await vi.waitFor(() => expect(namespaces.has('/rooms/red')).toBe(false));
    }),
  ).toBe(true);
  gateway.clients.emit('said', 1);
  await vi.waitFor(() => expect(heard).toEqual([1]));
});

it('moves clients whose connection is lost between rooms, and ends the sessions of those that are disconnected', async () => {
  const { gateway, socket, reconnect } = await start();
  const { clients } = gateway;
  const heard: unknown[] = [];
  socket.on('said', (data) => heard.push(data));
  await gateway.last?.join('secret');
  const id = String(socket.id);
  expect(
    await reconnect(async () => {
      await clients.in(id).leave('secret');
      await clients.in(id).join('public');
      clients.to('secret').emit('said', 'secret');
      clients.to('public').emit('said', 'public');
    }),
  ).toBe(true);
  await vi.waitFor(() => expect(heard).toEqual(['public']));
  expect([...(gateway.last?.rooms ?? [])].sort()).toEqual([id, 'lobby', 'public'].sort());
  expect(await reconnect(() => clients.in(id).disconnect())).toBe(false);
});

it('keeps the session of a client that is refused, and lets it be continued once', async () => {
  let isAllowed = true;
  const { gateway, socket, reconnect } = await start({ origins: () => isAllowed });
  const sessionOf = ({ _pid, _lastOffset }: { _pid?: string; _lastOffset?: string }) => ({ _pid, _lastOffset });
  // The properties in which a client keeps its session.
  const before = sessionOf(socket as unknown as Parameters<typeof sessionOf>[0]);
  expect(before).toEqual({ _pid: expect.any(String), _lastOffset: expect.any(String) });
  expect(
    await reconnect(async () => {
      isAllowed = false;
      const refused = new Promise((resolve) => socket.once('connect_error', resolve));
      socket.connect();
      await refused;
      isAllowed = true;
    }),
  ).toBe(true);
  const { left } = gateway;
  const thief = await connectWith(socket, before);
  expect(thief.recovered).toBe(false);
  thief.disconnect();
  await vi.waitFor(() => expect(gateway.left).toBe(left + 1));
});
