import { EventEmitter } from 'node:events';
import { Logger } from '@portico/common';
import { expect, it, onTestFinished, vi } from 'vitest';
import type { RoomAdapter, RoomPacket, RoomSelection } from '../contracts/adapter/room-adapter.js';
import { guardRoomAdapter, unsharedEventsOf } from './guard-room-adapter.js';

const packet: RoomPacket = { type: 2, data: ['event'] };
const everybody: RoomSelection = { rooms: new Set(), except: new Set(), flags: {} };

class Publisher {
  constructor(public state: { isReady?: boolean; status?: string }) {}
  isBroken = false;

  get isReady(): boolean | undefined {
    return this.state.isReady;
  }
  get status(): string | undefined {
    return this.state.status;
  }
  async publish(): Promise<void> {
    if (this.isBroken) throw new Error('Connection is closed.');
  }
}

function adapterOf(pubClient: Publisher, subClient?: EventEmitter) {
  class RedisAdapter {
    pubClient = pubClient;
    subClient = subClient;
    broadcast(): void {
      void this.pubClient.publish();
    }
    serverSideEmit(): void {
      void this.pubClient.publish();
    }
    close(): void {}
  }
  return new RedisAdapter() as unknown as RoomAdapter;
}

function recordWarnings(): string[] {
  const warnings: string[] = [];
  const warn = vi.spyOn(Logger.prototype, 'warn').mockImplementation((text) => void warnings.push(text));
  onTestFinished(() => warn.mockRestore());
  return warnings;
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

it.each([
  ['redis', { isReady: true }, { isReady: false }],
  ['ioredis', { status: 'ready' }, { status: 'reconnecting' }],
])('counts each event once if %s has no connection', async (_, up, down) => {
  const warnings = recordWarnings();
  const publisher = new Publisher(up);
  const adapter = adapterOf(publisher);
  guardRoomAdapter(adapter);
  guardRoomAdapter(adapter);
  adapter.broadcast(packet, everybody);
  await settled();
  expect([unsharedEventsOf(adapter), warnings]).toEqual([0, []]);
  publisher.isBroken = true;
  adapter.broadcast(packet, everybody);
  await settled();
  publisher.state = down;
  for (let count = 0; count < 2; count += 1) adapter.broadcast(packet, everybody);
  adapter.serverSideEmit(['no event']);
  await settled();
  expect(unsharedEventsOf(adapter)).toBe(3);
  publisher.state = up;
  publisher.isBroken = false;
  adapter.serverSideEmit(['no event']);
  await settled();
  expect(warnings).toEqual([
    expect.stringContaining('cannot send to the other processes (Connection is closed.)'),
    expect.stringContaining('3 event(s)'),
  ]);
});

it('logs an outage once for all room adapters with one connection', async () => {
  const warnings = recordWarnings();
  const publisher = new Publisher({ isReady: false });
  const adapters = [adapterOf(publisher), adapterOf(publisher)];
  for (const adapter of adapters) {
    guardRoomAdapter(adapter);
    adapter.broadcast(packet, everybody);
  }
  expect(adapters.map(unsharedEventsOf)).toEqual([1, 1]);
  expect(warnings).toHaveLength(1);
  publisher.state = { isReady: true };
  adapters[0]?.broadcast(packet, everybody);
  await settled();
  expect(warnings).toEqual([expect.anything(), expect.stringContaining('2 event(s)')]);
});

it('does not take a message for sent whose promise resolves without a connection', async () => {
  const warnings = recordWarnings();
  const publisher = new Publisher({ isReady: true });
  class StreamsAdapter {
    /** Like `@socket.io/redis-streams-adapter`, which waits only for what it writes to the stream. */
    async doPublish({ type }: { type: number }): Promise<void> {
      const sent = publisher.publish();
      if (type === 3) await sent;
      else sent.catch(() => undefined);
    }
  }
  const adapter = new StreamsAdapter();
  guardRoomAdapter(adapter as unknown as RoomAdapter);
  publisher.isBroken = true;
  await adapter.doPublish({ type: 3 }).catch(() => undefined);
  for (const type of [7, 9]) await adapter.doPublish({ type });
  await settled();
  expect(warnings).toEqual([expect.stringContaining('cannot send')]);
  publisher.isBroken = false;
  await adapter.doPublish({ type: 3 });
  expect(warnings.slice(1)).toEqual([expect.stringContaining('can send to the other processes again')]);
});

it('logs how long nothing was received', () => {
  const warnings = recordWarnings();
  const subscriber = new EventEmitter();
  for (let count = 0; count < 2; count += 1) guardRoomAdapter(adapterOf(new Publisher({}), subscriber));
  subscriber.emit('ready');
  for (let count = 0; count < 3; count += 1) subscriber.emit('reconnecting');
  expect(warnings).toEqual([]);
  for (let count = 0; count < 2; count += 1) subscriber.emit('ready');
  expect(warnings).toEqual([expect.stringMatching(/receives .* again\. For 0\.\d seconds it did not/)]);
});

it('handles replies to other processes that cannot be serialized', async () => {
  const warnings = recordWarnings();
  const unhandled: unknown[] = [];
  const note = (error: unknown): void => void unhandled.push(error);
  process.on('unhandledRejection', note);
  onTestFinished(() => void process.off('unhandledRejection', note));
  class AnsweringAdapter {
    async onrequest(): Promise<void> {
      throw new TypeError('Converting circular structure to JSON');
    }
    doPublishResponse(): Promise<void> {
      throw new TypeError('Converting circular structure to JSON');
    }
    receive(): void {
      void this.onrequest();
      void Promise.resolve().then(() => {
        this.doPublishResponse().catch(() => undefined);
      });
    }
  }
  const adapter = new AnsweringAdapter();
  guardRoomAdapter(adapter as unknown as RoomAdapter);
  adapter.receive();
  await settled();
  await settled();
  expect(unhandled).toEqual([]);
  expect(warnings).toEqual([expect.stringContaining('Converting circular structure')]);
});

/** Two room adapters with one connection. */
function guardTwo() {
  const warnings = recordWarnings();
  const publisher = new Publisher({ isReady: true });
  const [first, second] = [adapterOf(publisher), adapterOf(publisher)];
  guardRoomAdapter(first);
  guardRoomAdapter(second);
  return { warnings, publisher, first, second };
}

it('does not log that a closed room adapter cannot reply to other processes, but that another one cannot send', async () => {
  const { warnings, publisher, first, second } = guardTwo();
  for (const adapter of [first, first, second]) adapter.close?.();
  publisher.isBroken = true;
  first.serverSideEmit?.([]);
  await settled();
  expect(warnings).toEqual([]);
  guardRoomAdapter(adapterOf(publisher));
  first.serverSideEmit?.([]);
  await settled();
  expect(warnings).toHaveLength(1);
});

it('logs that a room adapter cannot send while another one with the same connection is closed', async () => {
  const { warnings, publisher, first, second } = guardTwo();
  for (const _ of [1, 2]) first.close?.();
  publisher.isBroken = true;
  second.serverSideEmit?.([]);
  await settled();
  expect(warnings).toHaveLength(1);
});

it.each(['addSockets', 'delSockets', 'disconnectSockets'])(
  'applies %s to the clients of this process, also while other processes cannot be reached',
  async (name) => {
    recordWarnings();
    const calls: unknown[] = [];
    class RedisAdapter {
      pubClient = new Publisher({ isReady: false });
      serverSideEmit(): void {}
      change({ flags }: RoomSelection, ...rest: unknown[]): Promise<void> {
        calls.push([flags, ...rest]);
        return flags.local ? Promise.resolve() : Promise.reject(new Error('no connection'));
      }
    }
    // Named like the methods of room adapters.
    const adapter: any = Object.assign(new RedisAdapter(), { [name]: RedisAdapter.prototype.change });
    guardRoomAdapter(adapter);
    await expect(adapter[name]({ ...everybody, flags: { volatile: true } }, ['red'])).rejects.toThrow('no connection');
    await adapter[name]({ ...everybody, flags: { local: true } }, ['blue']);
    expect(calls).toEqual([
      [{ volatile: true, local: true }, ['red']],
      [{ volatile: true }, ['red']],
      [{ local: true }, ['blue']],
    ]);
  },
);
