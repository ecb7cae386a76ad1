import { RecoveryTestClient } from '@portico/conformance';
import {
  ConnectedClient,
  type GatewayClient,
  GatewayClients,
  MessageBody,
  SubscribeMessage,
  WebSocketGateway,
} from '@portico/websockets';
import { io, type Socket } from 'socket.io-client';
import { describe, expect, it, onTestFinished } from 'vitest';
import { requireBinary, startRedis, waitUntil } from '../src/index.js';
import { type Engine, type Library, startApplications } from './redis/start-applications.js';

const redisServer = requireBinary('redis-server');

function createGateway() {
  @WebSocketGateway({ connectionStateRecovery: { maxDisconnectionDuration: 60_000 } })
  class Profiles {
    @GatewayClients() readonly clients!: GatewayClients;
    readonly left: string[] = [];
    handleDisconnect(@ConnectedClient() { id }: GatewayClient) {
      this.left.push(id);
    }
    @SubscribeMessage('describe')
    describe(@ConnectedClient() client: GatewayClient, @MessageBody() profile: unknown) {
      client.data = { profile, isKnown: true };
      return 'described';
    }
  }
  return Profiles;
}

type Profiles = InstanceType<ReturnType<typeof createGateway>>;

async function start(library: Library, engine: Engine) {
  const redis = await startRedis(redisServer as string);
  onTestFinished(() => redis.stop());
  const [one, two] = await startApplications({ library, engine, url: redis.url, createGateway });
  return { one: one!, two: two! };
}

const nested = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels));
const withPrototype = (): object => JSON.parse('{"__proto__":{"isAdmin":true},"name":"Eve"}');

/** What room adapters cannot encode, or other processes cannot decode: MessagePack allows 100 levels and no `__proto__`. */
const PROFILES = [
  ['a key that decoders refuse', withPrototype(), { profile: { name: 'Eve' }, isKnown: true }],
  ['many levels', nested(150), { isKnown: true }],
] as const;

interface TestClient {
  describe(profile: unknown): Promise<unknown>;
  lose(): void;
}

async function connect(library: Library, port: number): Promise<TestClient> {
  if (library === 'ws') {
    const client = await RecoveryTestClient.connect(port);
    return { describe: (profile) => client.ask('describe', profile), lose: () => client.peer.destroy() };
  }
  const socket = await connectSocket(port);
  return {
    describe: (profile) => socket.emitWithAck('describe', profile),
    lose: () => socket.io.engine.close(),
  };
}

async function connectSocket(port: number): Promise<Socket> {
  const socket = io(`http://127.0.0.1:${port}`, {
    ...{ transports: ['websocket'], reconnection: false, forceNew: true },
    query: JSON.parse('{"__proto__":"x","page":"1"}'),
    auth: { nested: nested(150) },
  });
  onTestFinished(() => void socket.disconnect());
  await waitUntil(() => socket.connected);
  return socket;
}

async function fetched({ clients }: Profiles, count: number) {
  let found = await clients.fetch();
  await waitUntil(async () => {
    found = await clients.fetch();
    return found.length === count;
  });
  return found;
}

describe.skipIf(!redisServer)('what clients choose, with several processes', { timeout: 60_000 }, () => {
  const engines = (['redis', 'redis-sharded', 'redis-streams'] as const).flatMap((engine) =>
    (['ws', 'socket.io'] as const).map((library) => [library, engine] as const),
  );

  it.each(engines)('does not prevent other processes from fetching clients: %s, %s', async (library, engine) => {
    const { one, two } = await start(library, engine);
    const hostile = await connect(library, one.port);
    await connect(library, one.port);
    await fetched(two.gateway, 2);
    for (const [, profile, expected] of PROFILES) {
      expect(await hostile.describe(profile)).toBe('described');
      const found = await fetched(two.gateway, 2);
      expect(found.map(({ data }) => data)).toContainEqual(expected);
    }
  });

  it.each(['ws', 'socket.io'] as const)('is stored, or is not, when a client disconnects: %s', async (library) => {
    const { one } = await start(library, 'redis-streams');
    for (const [index, [, profile]] of PROFILES.entries()) {
      const client = await connect(library, one.port);
      await client.describe(profile);
      client.lose();
      // What is thrown there would crash the process.
      await waitUntil(() => one.gateway.left.length === index + 1);
    }
  });

  it('is received by other processes together with binary data, and by clients that were away', async () => {
    const { one, two } = await start('socket.io', 'redis-streams');
    const heard: unknown[] = [];
    const there = await connectSocket(two.port);
    // An event that has been received is where the session continues.
    let isReady = false;
    there.on('ready', () => {
      isReady = true;
    });
    there.on('told', (data) => heard.push(data));
    await waitUntil(() => {
      two.gateway.clients.emit('ready');
      return isReady;
    });
    const { id } = there;
    there.io.engine.close();
    await waitUntil(() => two.gateway.left.length === 1);
    const account = { password: 'secret', toJSON: () => ({ name: 'Ana' }) };
    const data = [{ bytes: Buffer.from('a'), list: [withPrototype(), account] }];
    one.gateway.clients.emit('told', data);
    there.connect();
    await waitUntil(() => there.connected);
    expect([there.recovered, there.id === id]).toEqual([true, true]);
    await waitUntil(() => heard.length === 1);
    one.gateway.clients.emit('told', data);
    await waitUntil(() => heard.length === 2);
    for (const each of heard)
      expect(each).toEqual([{ bytes: Buffer.from('a'), list: [{ name: 'Eve' }, { name: 'Ana' }] }]);
  });
});
