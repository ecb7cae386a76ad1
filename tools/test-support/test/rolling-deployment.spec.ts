import { type ClientOptions, createClient } from '@portico/client';
import {
  type BodyOf,
  ConnectedClient,
  type EventsOf,
  type GatewayClient,
  GatewayClients,
  MessageBody,
  SubscribeMessage,
  WebSocketGateway,
} from '@portico/websockets';
import { defineMessages } from '@portico/websockets/messages';
import { expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { z } from 'zod';
import { requireBinary, startRedis, waitUntil } from '../src/index.js';
import { startApplications } from './redis/start-applications.js';

const redisServer = requireBinary('redis-server');

const before = defineMessages(
  {
    say: { body: z.object({ text: z.string() }), reply: z.object({ at: z.number() }) },
    count: { stream: z.number() },
    removed: { reply: z.string() },
  },
  { said: z.object({ text: z.string() }) },
);

/** The next version requires one property more, and has one message less and one event more. */
const after = defineMessages(
  {
    say: { body: z.object({ text: z.string(), tone: z.string() }), reply: z.object({ at: z.number() }) },
    count: { reply: z.number() },
  },
  { said: z.object({ text: z.string(), from: z.string() }), left: z.string() },
);

type Data = { version: string };

function createEarlier() {
  @WebSocketGateway({ connectionStateRecovery: {} })
  class Earlier {
    async handleConnection(@ConnectedClient() client: GatewayClient<Data, EventsOf<typeof before>>) {
      client.data = { version: 'earlier' };
      await client.join('lobby');
    }
    @SubscribeMessage(before.say)
    say() {
      return { at: 1 };
    }
    @SubscribeMessage(before.count)
    async *count() {
      for (let value = 1; ; value += 1) yield value;
    }
    @SubscribeMessage(before.removed)
    removed() {
      return 'not yet';
    }
  }
  return Earlier;
}

function createLater() {
  @WebSocketGateway({ connectionStateRecovery: {} })
  class Later {
    @GatewayClients() readonly clients!: GatewayClients<Data, EventsOf<typeof after>>;
    readonly recovered: unknown[] = [];
    handleConnection(@ConnectedClient() { recovered, data }: GatewayClient<Data>) {
      this.recovered.push([recovered, data]);
    }
    @SubscribeMessage(after.say)
    say(@MessageBody() { tone }: BodyOf<typeof after.say>) {
      this.clients.to('lobby').emit('said', { text: tone, from: 'later' });
      return { at: 2 };
    }
    @SubscribeMessage(after.count)
    count() {
      return 7;
    }
  }
  return Later;
}

it.skipIf(!redisServer)(
  'a typed client continues its session on the next version, which validates its queued messages',
  { timeout: 60_000 },
  async () => {
    const redis = await startRedis(redisServer as string);
    onTestFinished(() => redis.stop());
    const setup = { library: 'ws', engine: 'redis-streams', url: redis.url, count: 1 } as const;
    const [earlier] = await startApplications({ ...setup, createGateway: createEarlier });
    const [later] = await startApplications({ ...setup, createGateway: createLater });
    if (!earlier || !later) throw new Error('Two applications were started');
    let { port } = earlier;
    let mayConnect = (): void => undefined;
    const options: ClientOptions = { WebSocket, reconnect: { minDelayMs: 1 } };
    let wait: Promise<void> | undefined;
    const client = createClient(
      before,
      async () => {
        await wait;
        return `ws://127.0.0.1:${port}/`;
      },
      options,
    );
    onTestFinished(() => client.close());
    const events: unknown[] = [];
    client.on('said', (data) => events.push(data));
    expect(await client.request('say', { text: 'first' })).toEqual({ at: 1 });
    const values = client.stream('count');
    expect(await values.next()).toEqual({ done: false, value: 1 });

    wait = new Promise((resolve) => {
      mayConnect = resolve;
    });
    ({ port } = later);
    const closed = earlier.app.close();
    await waitUntil(() => client.status.value !== 'open');
    later.gateway.clients.to('lobby').emit('said', { text: 'missed', from: 'later' });
    later.gateway.clients.to('lobby').emit('left', 'somebody');
    const incomplete = client.request('say', { text: 'queued' });
    const complete = client.request('say', { text: 'queued', tone: 'loud' } as { text: string });
    const removed = client.request('removed');
    const replies = Promise.allSettled([incomplete, complete, removed]);
    mayConnect();

    const issues = [expect.objectContaining({ path: ['tone'] })];
    expect(await replies).toEqual([
      {
        status: 'rejected',
        reason: expect.objectContaining({ code: 'FAILED', payload: expect.objectContaining({ issues }) }),
      },
      { status: 'fulfilled', value: { at: 2 } },
      { status: 'rejected', reason: expect.objectContaining({ code: 'FAILED', message: 'Unknown event' }) },
    ]);
    expect(client.session?.recovered).toBe(true);
    expect(later.gateway.recovered).toEqual([[true, { version: 'earlier' }]]);
    // A client of the earlier version ignores events that it does not know.
    await waitUntil(() => events.length === 2);
    expect(events).toEqual([
      { text: 'missed', from: 'later' },
      { text: 'loud', from: 'later' },
    ]);
    const again: number[] = [];
    for await (const value of client.stream('count')) again.push(value);
    expect(again).toEqual([7]);
    await closed;
  },
);
