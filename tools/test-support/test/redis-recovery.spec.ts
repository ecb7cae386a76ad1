import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type CanActivate, UseGuards } from '@portico/common';
import { RecoveryTestClient } from '@portico/conformance';
import {
  ConnectedClient,
  type GatewayClient,
  GatewayClients,
  MessageBody,
  SubscribeMessage,
  WebSocketGateway,
} from '@portico/websockets';
import { createClient } from 'redis';
import { io, Manager } from 'socket.io-client';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { type RunningRedis, requireBinary, startRedis, waitUntil } from '../src/index.js';
import { startApplications } from './redis/start-applications.js';

const redisServer = requireBinary('redis-server');
/** Redis trims whole blocks of a stream, each of 100 entries. */
const STREAM = { maxLen: 20, events: 300 };

function createGateway() {
  @WebSocketGateway({ connectionStateRecovery: { maxDisconnectionDuration: 60_000 } })
  class Desk {
    @GatewayClients() readonly clients!: GatewayClients;
    readonly left: string[] = [];
    async handleConnection(@ConnectedClient() client: GatewayClient) {
      if (client.recovered) return;
      client.data = { hits: 0 };
      await client.join('desk');
    }
    handleDisconnect(@ConnectedClient() { id }: GatewayClient) {
      this.left.push(id);
    }
    @SubscribeMessage('hit')
    hit(@ConnectedClient() { data, rooms }: GatewayClient, @MessageBody() count: number) {
      data.hits += count;
      return { hits: data.hits, isInRoom: rooms.has('desk') };
    }
  }
  return Desk;
}

/** Shares the stream, and not the clients. */
function createBusyGateway() {
  @WebSocketGateway({ path: '/busy' })
  class Busy {
    @GatewayClients() readonly clients!: GatewayClients;
  }
  return Busy;
}

async function start(): Promise<RunningRedis> {
  const redis = await startRedis(redisServer as string);
  onTestFinished(() => redis.stop());
  return redis;
}

/** Events that arrived longer ago count as complete. */
async function aSecond(): Promise<void> {
  const end = Date.now() + 1_100;
  await waitUntil(() => Date.now() > end);
}

/** Reconnects a client, however long the server needs until it accepts it. Resolves to whether it was recovered. */
async function recovered(port: number, token: string, path = '/'): Promise<unknown> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, ['portico.1', token]);
  onTestFinished(() => socket.terminate());
  const [frame] = await once(socket, 'message');
  return JSON.parse(String(frame)).session.recovered;
}

const setup = { library: 'ws', engine: 'redis-streams', createGateway } as const;

describe.skipIf(!redisServer)('recovery of plain WebSockets with Redis Streams', { timeout: 60_000 }, () => {
  /** Starts two processes, and a way to fill their stream with events of other clients. */
  async function startQuiet() {
    const { url } = await start();
    const started = await startApplications({ ...setup, url, maxLen: STREAM.maxLen });
    const [busy] = await startApplications({
      ...setup,
      url,
      maxLen: STREAM.maxLen,
      createGateway: createBusyGateway,
      count: 1,
    });
    const [one, two] = started;
    /** Resolves when every earlier event was sent more than a second ago, and the stream has none of them any more. */
    const fill = async (): Promise<void> => {
      for (let count = 0; count < STREAM.events; count += 1) busy!.gateway.clients.emit('noise', count);
      await aSecond();
    };
    const lose = async (client: RecoveryTestClient): Promise<void> => {
      client.peer.destroy();
      await waitUntil(() => started.some(({ gateway }) => gateway.left.includes(client.session.id)));
    };
    return { one: one!, two: two!, fill, lose };
  }

  it('recovers a new client that has received nothing, after other clients have received many events', async () => {
    const { one, two, fill, lose } = await startQuiet();
    await fill();
    const first = await RecoveryTestClient.connect(one.port);
    await lose(first);
    two.gateway.clients.to('desk').emit('said', 'missed');
    const second = await RecoveryTestClient.connect(two.port, first.token);
    expect(second.session).toMatchObject({ id: first.session.id, recovered: true });
    expect(await second.data(1)).toEqual(['missed']);
  });

  it('recovers a client that has received nothing for some time, also repeatedly', async () => {
    const { one, two, fill, lose } = await startQuiet();
    let client = await RecoveryTestClient.connect(one.port);
    const { offset } = client;
    for (const port of [two.port, one.port]) {
      await fill();
      // Where other clients arrive, the position of the last event is known again.
      for (const other of [one, two]) await RecoveryTestClient.connect(other.port);
      await aSecond();
      await lose(client);
      const { id, key } = client.session;
      client = await RecoveryTestClient.connect(port, `resume.${key}.${offset}`);
      expect(client.session).toMatchObject({ id, recovered: true });
    }
    one.gateway.clients.to('desk').emit('said', 'live');
    expect(await client.data(1)).toEqual(['live']);
  });

  it('keeps recent data of a client that reconnects to another process while its old connection still looks open', async () => {
    const { one, two } = await startQuiet();
    const first = await RecoveryTestClient.connect(one.port);
    expect(await first.ask('hit', 3)).toEqual({ hits: 3, isInRoom: true });
    const second = await RecoveryTestClient.connect(two.port, first.token);
    expect(second.session).toMatchObject({ id: first.session.id, recovered: true });
    expect(await second.ask('hit', 1)).toEqual({ hits: 4, isInRoom: true });
    await waitUntil(() => first.peer.closeCode === 4409);
    one.gateway.clients.to('desk').emit('said', 'once');
    expect(await second.data(1)).toEqual(['once']);
    // The key of the first connection was used.
    expect((await RecoveryTestClient.connect(one.port, first.token)).session.recovered).toBe(false);
  });

  it.each([
    ['still looks open', false],
    ['was lost', true],
  ])(
    'continues a session once if several connections claim it at the same time, and the old one %s',
    async (_which, isLost) => {
      const { url } = await start();
      const started = await startApplications({ ...setup, url, count: 3 });
      for (let round = 0; round < 6; round += 1) {
        const { port, gateway } = started[round % 3]!;
        const first = await RecoveryTestClient.connect(port);
        gateway.clients.to('desk').emit('said', 'received');
        expect(await first.data(1)).toEqual(['received']);
        if (isLost) {
          first.peer.destroy();
          await waitUntil(() => gateway.left.includes(first.session.id));
        }
        const claims = await Promise.all(started.map((each) => RecoveryTestClient.connect(each.port, first.token)));
        const [winner, ...others] = claims.filter(({ session }) => session.recovered);
        expect(others).toEqual([]);
        expect(winner?.session.id).toBe(first.session.id);
        for (const { peer } of claims) peer.destroy();
      }
    },
  );

  it('continues a session once although the process of the old connection was suspended, and stores it again after that', async () => {
    const { url } = await start();
    const [one] = await startApplications({ ...setup, url, count: 1 });
    const refreshMs = 1_000;
    const child = fork(fileURLToPath(new URL('./redis/desk-process.ts', import.meta.url)), {
      env: { ...process.env, REDIS_URL: url, DURATION_MS: String(3 * refreshMs) },
      execArgv: ['-C', '@portico/source', '--import', '@oxc-node/core/register'],
    });
    onTestFinished(async () => {
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      await exited;
    });
    const [port] = await once(child, 'message');
    const first = await RecoveryTestClient.connect(port);
    child.kill('SIGSTOP');
    const second = await RecoveryTestClient.connect(one!.port, first.token);
    expect(second.session).toMatchObject({ id: first.session.id, recovered: true });
    // Its timer is overdue when it continues.
    const end = Date.now() + refreshMs;
    await waitUntil(() => Date.now() > end);
    child.kill('SIGCONT');
    await waitUntil(() => first.peer.closeCode === 4409);
    expect(await recovered(one!.port, first.token)).toBe(false);
    one!.gateway.clients.emit('said', 'once');
    expect(await second.data(1)).toEqual(['once']);
  });

  it.each([
    ['of another form', '4c'],
    ['too large', '99999999999999999999-0'],
    ['too large in its second part', '1-99999999999999999999'],
    ['of the future', `${2 ** 52}-0`],
  ])('begins a new session for an offset that is %s, and uses up the key', async (_what, offset) => {
    const redis = await start();
    const [one] = await startApplications({ ...setup, url: redis.url, count: 1 });
    const { port, logger, gateway } = one!;
    const { peer, session, token } = await RecoveryTestClient.connect(port);
    peer.destroy();
    await waitUntil(() => gateway.left.length === 1);
    expect(await recovered(port, `resume.${session.key}.${offset}`)).toBe(false);
    expect(await recovered(port, token)).toBe(false);
    expect(logger.warnings).toEqual([]);
  });

  it('calls handleDisconnect for clients that leave while their sessions are being found, and begins none for them', async () => {
    const redis = await start();
    const [one] = await startApplications({ ...setup, url: redis.url, count: 1 });
    const { port, gateway, app } = one!;
    const client = await RecoveryTestClient.connect(port);
    client.peer.destroy();
    await waitUntil(() => gateway.left.length === 1);
    redis.freeze();
    for (const token of [client.token, `resume.${'x'.repeat(32)}.1-0`]) {
      const socket = new WebSocket(`ws://127.0.0.1:${port}`, ['portico.1', token]);
      await once(socket, 'open');
      socket.close();
      await once(socket, 'close');
    }
    redis.thaw();
    await waitUntil(() => gateway.left.length === 3);
    expect(await gateway.clients.fetch()).toEqual([]);
    const database = createClient({ url: redis.url });
    onTestFinished(() => database.destroy());
    await database.connect();
    // That of the lost client, which it still can continue.
    expect(await database.keys('sio:session:*')).toHaveLength(1);
    await app.close();
  });

  it('begins new sessions if Redis does not reply, and logs that once', async () => {
    const redis = await start();
    const [one] = await startApplications({ ...setup, url: redis.url, count: 1 });
    const { port, logger, gateway } = one!;
    const clients = [await RecoveryTestClient.connect(port), await RecoveryTestClient.connect(port)];
    for (const { peer } of clients) peer.destroy();
    await waitUntil(() => gateway.left.length === 2);
    redis.freeze();
    expect(await Promise.all(clients.map(({ token }) => recovered(port, token)))).toEqual([false, false]);
    expect(logger.warnings.filter((each) => each.includes('PORTICO_WS_RECOVERY'))).toHaveLength(1);
  });
});

describe.skipIf(!redisServer)('sessions of several gateways in Redis Streams', { timeout: 60_000 }, () => {
  /** A gateway that trusts the data of its recovered clients. */
  const createOtherGateway = (place: { path: string } | { namespace: string }) => () => {
    @WebSocketGateway({ ...place, connectionStateRecovery: {} })
    class Other {
      readonly arrived: unknown[] = [];
      handleConnection(@ConnectedClient() { recovered, data }: GatewayClient) {
        this.arrived.push({ recovered, data });
      }
    }
    return Other;
  };

  it('are not continued at another path on ws', async () => {
    const { url } = await start();
    const [one] = await startApplications({ ...setup, url, count: 1 });
    const atOther = createOtherGateway({ path: '/other' });
    const [other] = await startApplications({ ...setup, url, count: 1, createGateway: atOther });
    const client = await RecoveryTestClient.connect(one!.port);
    client.peer.destroy();
    await waitUntil(() => one!.gateway.left.length === 1);
    expect(await recovered(other!.port, client.token, '/other')).toBe(false);
    await waitUntil(() => other!.gateway.arrived.length === 1);
    expect(other!.gateway.arrived).toEqual([{ recovered: false, data: {} }]);
    expect(await recovered(one!.port, client.token)).toBe(true);
  });

  it('are not continued in another namespace on socket.io', async () => {
    const { url } = await start();
    const parts = { ...setup, library: 'socket.io', url, count: 1 } as const;
    const [one] = await startApplications(parts);
    const inOther = createOtherGateway({ namespace: 'other' });
    const [other] = await startApplications({ ...parts, createGateway: inOther });
    const connect = (port: number, namespace: string, session: object = {}) => {
      const manager = new Manager(`http://127.0.0.1:${port}`, { transports: ['websocket'], reconnection: false });
      onTestFinished(() => manager._close());
      return Object.assign(manager.socket(namespace), session);
    };
    const socket = connect(one!.port, '/');
    const heard: unknown[] = [];
    socket.on('said', (data) => heard.push(data));
    await waitUntil(() => {
      one!.gateway.clients.emit('said', 'first');
      return heard.length > 0;
    });
    const { _pid, _lastOffset }: { _pid?: string; _lastOffset?: string } = Object(socket);
    expect(_pid).toBeDefined();
    socket.io.engine.close();
    await waitUntil(() => one!.gateway.left.length === 1);
    connect(other!.port, '/other', { _pid, _lastOffset });
    await waitUntil(() => other!.gateway.arrived.length === 1);
    expect(other!.gateway.arrived).toEqual([{ recovered: false, data: {} }]);
    const back = connect(one!.port, '/', { _pid, _lastOffset });
    await waitUntil(() => back.connected);
    expect(back.recovered).toBe(true);
  });
});

describe.skipIf(!redisServer)('an outage of Redis Streams', { timeout: 60_000 }, () => {
  it('is logged once although a session is being found when it begins', async () => {
    const redis = await start();
    const [one] = await startApplications({ ...setup, url: redis.url, count: 1 });
    const { port, logger, gateway } = one!;
    const client = await RecoveryTestClient.connect(port);
    client.peer.destroy();
    await waitUntil(() => gateway.left.length === 1);
    redis.freeze();
    gateway.clients.emit('said', 'lost');
    const isRecovered = recovered(port, client.token);
    // The session is being found, unless the server has not received the handshake yet.
    await RecoveryTestClient.connect(port);
    await redis.stop();
    expect(await isRecovered).toBe(false);
    const again = await startRedis(redisServer as string, redis.port);
    onTestFinished(() => again.stop());
    const logged = (text: string) => logger.warnings.filter((each) => each.includes(text));
    await waitUntil(() => {
      gateway.clients.emit('said', 'again');
      return logged('can send to the other processes again').length > 0;
    });
    expect(logged('cannot send to the other processes')).toHaveLength(1);
  });
});

describe.skipIf(!redisServer)('recovery of socket.io with Redis Streams', { timeout: 60_000 }, () => {
  it('keeps the session of a client while it is checked, and sends it the events of the meantime when it is accepted', async () => {
    const { url } = await start();
    const admitted: ((isAccepted: boolean) => void)[] = [];
    let isHeld = false;
    class Held implements CanActivate {
      canActivate(): boolean | Promise<boolean> {
        return !isHeld || new Promise((resolve) => admitted.push(resolve));
      }
    }
    const createGuardedGateway = () => {
      @WebSocketGateway({ connectionStateRecovery: {} })
      class Guarded {
        @GatewayClients() readonly clients!: GatewayClients;
        left = 0;
        @UseGuards(new Held())
        async handleConnection(@ConnectedClient() client: GatewayClient) {
          if (!client.recovered) await client.join('desk');
        }
        handleDisconnect() {
          this.left += 1;
        }
      }
      return Guarded;
    };
    const started = await startApplications({
      ...setup,
      library: 'socket.io',
      url,
      createGateway: createGuardedGateway,
    });
    const [one, two] = [started[0]!, started[1]!];
    const socket = io(`http://127.0.0.1:${one.port}`, {
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
    });
    onTestFinished(() => void socket.disconnect());
    const heard: unknown[] = [];
    socket.on('said', (data) => heard.push(data));
    await waitUntil(() => {
      one.gateway.clients.to('desk').emit('said', 'first');
      return heard.length > 0;
    });
    isHeld = true;
    socket.io.engine.close();
    await waitUntil(() => one.gateway.left === 1);
    const { length } = heard;
    one.gateway.clients.emit('said', 'before');
    socket.connect();
    await waitUntil(() => admitted.length === 1);
    for (const { gateway } of [one, two]) gateway.clients.to('desk').emit('said', 'meanwhile');
    two.gateway.clients.to('others').emit('said', 'to others');
    two.gateway.clients.except('desk').emit('said', 'to all others');
    two.gateway.clients.emit('said', 'last');
    await aSecond();
    // A refused client keeps its session, and receives the same events later.
    admitted[0]?.(false);
    await new Promise((resolve) => socket.once('connect_error', resolve));
    socket.connect();
    await waitUntil(() => admitted.length === 2);
    // So does one that leaves while it is checked.
    socket.io.engine.close();
    admitted[1]?.(true);
    socket.connect();
    await waitUntil(() => admitted.length === 3);
    admitted[2]?.(true);
    await waitUntil(() => heard.includes('last'));
    expect(socket.recovered).toBe(true);
    expect(heard.slice(length).filter((each) => each !== 'first')).toEqual([
      'before',
      'meanwhile',
      'meanwhile',
      'last',
    ]);
    two.gateway.clients.to('desk').emit('said', 'live');
    await waitUntil(() => heard.at(-1) === 'live');
    expect(heard.filter((each) => each === 'last')).toHaveLength(1);
  });

  it('begins a new session if Redis does not reply', async () => {
    const redis = await start();
    const [one] = await startApplications({ ...setup, library: 'socket.io', url: redis.url, count: 1 });
    const { port, logger, gateway } = one!;
    const socket = io(`http://127.0.0.1:${port}`, { transports: ['websocket'], reconnection: false, forceNew: true });
    onTestFinished(() => void socket.disconnect());
    const heard: unknown[] = [];
    socket.on('said', (data) => heard.push(data));
    await waitUntil(() => {
      gateway.clients.emit('said', 'first');
      return heard.length > 0;
    });
    const { id } = socket;
    socket.io.engine.close();
    await waitUntil(() => gateway.left.length === 1);
    redis.freeze();
    socket.connect();
    await waitUntil(() => socket.connected);
    expect([socket.recovered, socket.id === id]).toEqual([false, false]);
    expect(logger.warnings.filter((each) => each.includes('PORTICO_WS_RECOVERY'))).toHaveLength(1);
  });
});
