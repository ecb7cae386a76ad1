import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { connectIo, connectWs, type TestClient } from '@portico/conformance';
import {
  ConnectedClient,
  type GatewayClient,
  GatewayClients,
  MessageBody,
  SubscribeMessage,
  WebSocketGateway,
} from '@portico/websockets';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { type RunningRedis, requireBinary, startRedis, waitUntil } from '../src/index.js';
import { type Engine, type Library, startApplications, untilShared } from './redis/start-applications.js';

const redisServer = requireBinary('redis-server');

function createGateway() {
  @WebSocketGateway()
  class Lobby {
    @GatewayClients() readonly clients!: GatewayClients;
    handleConnection(@ConnectedClient() client: GatewayClient) {
      client.data = { name: client.handshake.headers['x-name'] ?? 'guest', since: new Date(0) };
    }
    @SubscribeMessage('keep')
    keep(@ConnectedClient() client: GatewayClient, @MessageBody() what: string) {
      const self: Record<string, unknown> = { kept: true };
      if (what === 'circular') client.data.user = Object.assign(self, { self });
      if (what === 'bigint') client.data.user = { id: 1n };
      if (what === 'function') client.data.user = () => self;
      return { event: 'kept', data: what };
    }
  }
  return Lobby;
}

async function start(): Promise<RunningRedis> {
  const redis = await startRedis(redisServer as string);
  onTestFinished(() => redis.stop());
  return redis;
}

async function restart({ port, stop }: RunningRedis): Promise<void> {
  await stop();
  const redis = await startRedis(redisServer as string, port);
  onTestFinished(() => redis.stop());
}

/** Lets an event be lost, so that the outage is noticed: Redis no longer reads when it is sent. */
async function breakConnection(redis: RunningRedis, group: GatewayClients, warnings: () => string[]): Promise<void> {
  redis.freeze();
  group.emit('lost');
  await redis.stop();
  await waitUntil(() => warnings().some((each) => each.includes('cannot send to the other processes')), {
    what: 'logged outage',
  });
}

async function connect(library: Library, port: number, name: string): Promise<TestClient> {
  const client = await (library === 'ws' ? connectWs : connectIo)({ port, headers: { 'x-name': name } });
  onTestFinished(() => client.destroy());
  return client;
}

const libraries: Library[] = ['socket.io', 'ws'];
const engines: Engine[] = ['redis', 'redis-sharded', 'redis-streams'];
const combinations = engines.flatMap((engine) => libraries.map((library) => [engine, library] as const));

describe.skipIf(!redisServer)('an outage of Redis', { timeout: 60_000 }, () => {
  it('does not occupy the event loop if the Redis client of the streams gives up reconnecting', async () => {
    const redis = await start();
    const child = fork(fileURLToPath(new URL('./redis/giving-up-process.ts', import.meta.url)), {
      env: { ...process.env, REDIS_URL: redis.url, NO_COLOR: '1' },
      execArgv: ['-C', '@portico/source', '--import', '@oxc-node/core/register'],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    const exited = once(child, 'exit');
    onTestFinished(async () => {
      child.kill('SIGKILL');
      await exited;
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => (output += text));
    await once(child, 'message');
    await redis.stop();
    await waitUntil(() => output.includes('PORTICO_WS_ROOM_CONNECTION'), { what: 'logged error' });
    child.send('ping');
    expect(await once(child, 'message')).toEqual(['pong', undefined]);
    child.send('stop');
    expect(await exited).toEqual([0, null]);
    expect(output.match(/PORTICO_WS_ROOM_CONNECTION/g)).toHaveLength(1);
  });

  it.each(combinations)('is not logged as over before Redis is back with %s on %s', async (engine, library) => {
    const redis = await start();
    const { group, warnings } = await startTwo(engine, library, redis.url);
    const count = (text: string) => warnings().filter((each) => each.includes(text)).length;
    await breakConnection(redis, group, warnings);
    for (const fail of [group.timeout(300).fetch(), group.timeout(300).request('vote')]) {
      await expect(fail).rejects.toThrow();
    }
    const watching = group.timeout(300).watch({ intervalMs: 100 }).subscribe();
    onTestFinished(() => watching.unsubscribe());
    await waitUntil(() => count('watched rooms could not be fetched') > 0);
    expect(count('can send to the other processes again')).toBe(0);
    await restart(redis);
    await waitUntil(
      () => {
        group.emit('said');
        return count('can send to the other processes again') > 0;
      },
      { what: 'logged end of the outage' },
    );
  });

  it.each(combinations)('does not deliver requests after their rejection with %s on %s', async (engine, library) => {
    const redis = await start();
    const { started, group, warnings } = await startTwo(engine, library, redis.url);
    const received = await receive(library, started[1]!.port);
    await breakConnection(redis, group, warnings);
    await expect(group.timeout(300).request('charge', 10)).rejects.toThrow();
    await restart(redis);
    await waitUntil(() => {
      group.emit('again');
      return received().includes('again');
    });
    expect(received()).not.toContain('charge');
  });
});

/** Connects a client that can reply to requests. Returns the events that it has received. */
async function receive(library: Library, port: number): Promise<() => string[]> {
  if (library === 'socket.io') {
    const client = await connect(library, port, 'guest');
    return () => client.rest.map(([event]) => event);
  }
  const events: string[] = [];
  const socket = new WebSocket(`ws://127.0.0.1:${port}`, 'portico.1');
  onTestFinished(() => socket.terminate());
  socket.on('message', (frame) => events.push(String(JSON.parse(frame.toString()).event)));
  await once(socket, 'open');
  return () => events;
}

/** Starts two applications, each with a client. */
async function startTwo(engine: Engine, library: Library, url: string) {
  const started = await startApplications({ engine, library, url, createGateway });
  await Promise.all(started.map(({ port }) => connect(library, port, 'guest')));
  await untilShared(
    started.map(
      ({ gateway }) =>
        () =>
          gateway.clients.fetch(),
    ),
    2,
  );
  const warnings = () => started.flatMap(({ logger }) => logger.warnings);
  return { started, group: started[0]!.gateway.clients, warnings };
}

describe.skipIf(!redisServer)('client.data that cannot be serialized', { timeout: 60_000 }, () => {
  it.each(combinations)('is left out for other processes with %s on %s', async (engine, library) => {
    const redis = await start();
    const started = await startApplications({ engine, library, url: redis.url, createGateway });
    const fetches = started.map(
      ({ gateway }) =>
        () =>
          gateway.clients.fetch(),
    );
    const names = ['bigint', 'circular', 'function'];
    const clients = await Promise.all(names.map((name) => connect(library, started[1]!.port, name)));
    await untilShared(fetches, clients.length);
    const { clients: group } = started[0]!.gateway;
    let seen: unknown[] | undefined;
    const watching = group
      .in('quiet')
      .watch({ intervalMs: 300 })
      .subscribe(({ clients: present }) => {
        seen = present.map(({ data }) => data);
      });
    onTestFinished(() => watching.unsubscribe());
    await waitUntil(() => seen !== undefined);
    for (const [index, client] of clients.entries()) {
      client.send('keep', names[index]);
      await client.next('kept');
    }
    const shared = names.map((name) => ({ name, since: new Date(0).toJSON() }));
    const asJson = (data: unknown) => JSON.parse(JSON.stringify(data));
    const found = (await group.timeout(2_000).fetch()).map(({ data }) => asJson(data));
    expect(found.toSorted((one, other) => one.name.localeCompare(other.name))).toEqual(shared);
    await started[1]!.gateway.clients.join('quiet');
    await waitUntil(() => seen?.length === names.length);
    expect(asJson(seen)).toEqual(expect.arrayContaining(shared));
    const warnings = started.flatMap(({ logger }) => logger.warnings);
    expect(warnings.filter((each) => !each.includes('PORTICO_WS_CLIENT_DATA'))).toEqual([]);
  });
});
