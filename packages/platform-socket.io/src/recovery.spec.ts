import {
  ConnectedClient,
  type GatewayClient,
  GatewayClients,
  type HandshakeOptions,
  MessageBody,
  type RecoveryOptions,
  SubscribeMessage,
  WebSocketGateway,
  WebSocketServer,
} from '@portico/websockets';
import type { Server } from 'socket.io';
import { Manager, type Socket } from 'socket.io-client';
import { expect, it, onTestFinished, vi } from 'vitest';
import { IoAdapter } from './index.js';
import { startApplication } from './test-application.fixture.js';

/** Lets a client lose its connection; each later connection waits until its function in `admitted` is called. */
async function loseWithHeldGuard() {
  const admitted: ((isAllowed: boolean) => void)[] = [];
  let isHeld = false;
  const { gateway, socket } = await start({
    origins: () => !isHeld || new Promise<boolean>((resolve) => admitted.push(resolve)),
  });
  const session = sessionOf(socket);
  isHeld = true;
  socket.io.engine.close();
  await vi.waitFor(() => expect(gateway.left).toBe(1));
  return { gateway, socket, session, admitted };
}

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
    @SubscribeMessage('join')
    join(@ConnectedClient() client: GatewayClient, @MessageBody() room: string) {
      return client.join(room).then(() => room);
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

/** The properties in which a client keeps its session. */
function sessionOf(socket: Socket): { readonly _pid: string; readonly _lastOffset: string } {
  const { _pid, _lastOffset }: { _pid?: string; _lastOffset?: string } = Object(socket);
  expect({ _pid, _lastOffset }).toEqual({ _pid: expect.any(String), _lastOffset: expect.any(String) });
  return { _pid: String(_pid), _lastOffset: String(_lastOffset) };
}

/** Opens another client with a session. */
function openWith(socket: Socket, session: object, namespace = '/'): Socket {
  // The manager keeps its address private.
  const { uri } = socket.io as unknown as { readonly uri: string };
  const manager = new Manager(uri, { transports: ['websocket'], reconnection: false });
  const other = manager.socket(namespace);
  onTestFinished(() => manager._close());
  return Object.assign(other, session);
}

/** Connects another client with a session. */
async function connectWith(...args: Parameters<typeof openWith>): Promise<Socket> {
  const other = openWith(...args);
  await new Promise((resolve) => other.once('connect', () => resolve(undefined)));
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

it('shows a recovered client with its data to those who watch its rooms', async () => {
  const { gateway, reconnect } = await start();
  const seen: unknown[] = [];
  const watching = gateway.clients
    .in('lobby')
    .watch()
    .subscribe(({ type, client, clients }) => seen.push([type, client?.data, clients.map(({ data }) => data)]));
  onTestFinished(() => watching.unsubscribe());
  const ana = { name: 'Ana' };
  await vi.waitFor(() => expect(seen.splice(0)).toEqual([['here', undefined, [ana]]]));
  gateway.clients.emit('said', 1);
  expect(await reconnect()).toBe(true);
  expect(seen).toEqual([
    ['left', ana, []],
    ['joined', ana, [ana]],
  ]);
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
  const before = sessionOf(socket);
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

it('calls handleDisconnect for a connection that was lost during handleConnection before it calls that for the next one', async () => {
  let isHeld = true;
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  @WebSocketGateway({ connectionStateRecovery: {} })
  class Slow {
    readonly hooks: string[] = [];
    @GatewayClients() readonly clients!: GatewayClients;
    async handleConnection(@ConnectedClient() client: GatewayClient) {
      this.hooks.push(`connected ${client.recovered}`);
      if (isHeld && client.recovered) await held;
    }
    handleDisconnect() {
      this.hooks.push('disconnected');
    }
  }
  const { connect, app } = await startApplication([Slow]);
  const { socket } = await connect({});
  const { hooks, clients } = app.get(Slow);
  const received = new Promise((resolve) => socket.once('said', resolve));
  clients.emit('said');
  await received;
  for (const count of [2, 3]) {
    socket.io.engine.close();
    await vi.waitFor(async () => expect(await clients.fetch()).toEqual([]));
    const back = new Promise((resolve) => socket.once('connect', () => resolve(undefined)));
    socket.connect();
    await back;
    if (count === 2) await vi.waitFor(() => expect(hooks).toHaveLength(3));
  }
  isHeld = false;
  release();
  const again = ['disconnected', 'connected true'];
  await vi.waitFor(() => expect(hooks).toEqual(['connected false', ...again, ...again]));
});

it('lets only one of two connections continue a session that claim it at the same time', async () => {
  const { gateway, socket, session, admitted } = await loseWithHeldGuard();
  const both = [openWith(socket, session), openWith(socket, session)];
  const connected = both.map((each) => new Promise((resolve) => each.once('connect', () => resolve(undefined))));
  await vi.waitFor(() => expect(admitted).toHaveLength(2));
  for (const admit of admitted) admit(true);
  await Promise.all(connected);
  expect(both.map(({ recovered }) => recovered).sort()).toEqual([false, true]);
  expect(both[0]?.id).not.toBe(both[1]?.id);
  expect(await gateway.clients.fetch()).toHaveLength(2);
});

it('does not continue a session in another namespace', async () => {
  const { socket, gateway } = await start({}, '/rooms/red mine');
  const session = sessionOf(socket);
  socket.io.engine.close();
  await vi.waitFor(() => expect(gateway.left).toBe(1));
  const other = await connectWith(socket, { ...session, _pid: `mine ${session._pid}` }, '/rooms/red');
  expect(other.id).not.toBe(socket.id);
  await vi.waitFor(() => expect(gateway.last?.handshake.params).toEqual({ room: 'red' }));
  expect(gateway.last?.recovered).toBe(false);
});

it('does not send events of a room from before the client joined it, whatever offset it sends', async () => {
  const { gateway, socket, reconnect } = await start();
  const { clients } = gateway;
  const heard: unknown[] = [];
  socket.on('said', (data) => heard.push(data));
  const { _lastOffset } = sessionOf(socket);
  clients.to('secret').emit('said', 'before');
  clients.except(String(socket.id)).emit('said', 'excluded');
  await socket.emitWithAck('join', 'secret');
  clients.to('secret').emit('said', 'after');
  await vi.waitFor(() => expect(heard).toEqual(['after']));
  for (const missed of ['first', 'second']) {
    Object.assign(socket, { _lastOffset });
    heard.length = 0;
    const back = reconnect(() => clients.to('secret').emit('said', missed));
    expect(await back, missed).toBe(true);
    await socket.emitWithAck('name');
    expect(heard[0]).toBe('after');
    expect(heard.at(-1)).toBe(missed);
    expect(heard).not.toContain('before');
  }
});

it('sends missed events only to a client that is accepted, those of the meantime included', async () => {
  const { gateway, socket, session, admitted } = await loseWithHeldGuard();
  gateway.clients.to('lobby').emit('said', 1);

  const packets: unknown[] = [];
  const refused = openWith(socket, session);
  refused.io.on('packet', ({ type }) => packets.push(type));
  const error = new Promise((resolve) => refused.once('connect_error', resolve));
  await vi.waitFor(() => expect(admitted).toHaveLength(1));
  admitted[0]?.(false);
  await error;
  // An error, and no event.
  expect(packets).toEqual([4]);

  const accepted = openWith(socket, session);
  const heard: unknown[] = [];
  accepted.on('said', (data) => heard.push(data));
  await vi.waitFor(() => expect(admitted).toHaveLength(2));
  gateway.clients.to('lobby').emit('said', 2);
  const hello = new Promise((resolve) => accepted.once('hello', resolve));
  admitted[1]?.(true);
  expect(await hello).toBe(true);
  expect(heard).toEqual([1, 2]);
});

it('recovers a client whose last event was volatile', async () => {
  const { gateway, socket, reconnect } = await start();
  const heard: unknown[] = [];
  socket.on('said', (data) => heard.push(data));
  gateway.clients.volatile.emit('said', 'a text');
  await vi.waitFor(() => expect(heard).toEqual(['a text']));
  expect(await reconnect()).toBe(true);
  expect(heard).toEqual(['a text']);
});

it('recovers the clients of all gateways if the adapter has the option', async () => {
  @WebSocketGateway()
  class Plain {
    @GatewayClients() readonly clients!: GatewayClients;
  }
  const { app, connect } = await startApplication(
    [Plain],
    (application) => new IoAdapter(application, { connectionStateRecovery: {} }),
  );
  const client = await connect();
  const { socket } = client;
  const { clients } = app.get(Plain);
  clients.emit('first');
  await client.next('first');
  socket.io.engine.close();
  await vi.waitFor(async () => expect(await clients.fetch()).toEqual([]));
  clients.emit('missed', 1);
  const missed = new Promise((resolve) => socket.once('missed', resolve));
  socket.connect();
  expect(await missed).toBe(1);
  expect(socket.recovered).toBe(true);
});

it('discards the session that was lost first if those of all clients take too much memory', async () => {
  const { gateway, reconnect, connect } = await start({ maxTotalSessionBytes: 1_000 });
  gateway.clients.emit('said', 1);
  gateway.last!.data = { text: 'x'.repeat(600) };
  expect(await reconnect()).toBe(true);
  const recovered = reconnect(async () => {
    const { socket } = await connect();
    await vi.waitFor(() => expect(gateway.last?.recovered).toBe(false));
    gateway.last!.data = { text: 'x'.repeat(600) };
    socket.io.engine.close();
    await vi.waitFor(() => expect(gateway.left).toBe(3));
  });
  expect(await recovered).toBe(false);
});
