import fc from 'fast-check';
import { Subject } from 'rxjs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { GatewayAdapter } from '../contracts/adapter/gateway-adapter.js';
import type { DispatchOptions } from '../contracts/options/dispatch-options.js';
import type { DispatchStats } from './dispatch-stats.js';
import { Dispatcher } from './dispatcher.js';
import type { GatewayHandler } from './gateway-handler.js';
import { FAILED, type Message } from './message.js';

type Connection = Message['connection'];

/** A server without a library. The test calls its members directly. */
class Server {
  readonly connections = new Map<object, Connection>();
  readonly sent: unknown[] = [];
  /** Complete running handlers, in the order of their calls. */
  readonly pending: ((result: unknown) => void)[] = [];
  readonly streams: Subject<unknown>[] = [];
  readonly dispatcher: Dispatcher;

  constructor(adapter: Partial<GatewayAdapter> = {}) {
    this.dispatcher = new Dispatcher(
      {
        sendReply: (_client, value) => {
          if (value === 'unsendable') throw new Error('unsendable');
          this.sent.push(value);
        },
        reportDiscarded: () => undefined,
        ...adapter,
      } as GatewayAdapter,
      this.connections,
      () => undefined,
    );
    this.on('value', (data) => data);
    this.on('fails', () => FAILED);
    this.on('later', () => new Promise((resolve) => this.pending.push(resolve)));
    this.on('stream', () => {
      const stream = new Subject();
      this.streams.push(stream);
      return stream;
    });
    this.on('twice', () => 'first');
    this.on('twice', () => new Promise((resolve) => this.pending.push(resolve)));
  }

  on(pattern: string, handle: (data: unknown) => unknown): void {
    const compiled = {
      invoke: (_client: unknown, data: unknown) => handle(data),
      fail: () => undefined,
      isIntercepted: false,
      isDirect: true,
    };
    const handler: GatewayHandler = {
      gateway: Object,
      pattern,
      methodName: pattern,
      isAckHandledManually: false,
      definitions: [],
      compiled,
    };
    this.dispatcher.routes.add(handler);
  }

  join(): Connection {
    const connection = this.dispatcher.connect({});
    this.connections.set(connection.client, connection);
    return connection;
  }

  leave(connection: Connection): void {
    this.connections.delete(connection.client);
    this.dispatcher.end(connection);
  }

  async settle(): Promise<void> {
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
  }
}

/** Checks the invariants. */
function expectExact({ stats }: Dispatcher): void {
  expect(sumOf(stats)).toBe(stats.accepted);
  for (const count of [stats.running, stats.streaming, stats.queued]) expect(count).toBeGreaterThanOrEqual(0);
}

function sumOf({ completed, failed, discarded, running, streaming, queued }: DispatchStats): number {
  return completed + failed + running + streaming + queued + Object.values(discarded).reduce((sum, each) => sum + each);
}

const EVENTS = ['value', 'fails', 'later', 'stream', 'twice', 'nobody subscribes'];

const action = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('message'), client: fc.nat(3), event: fc.constantFrom(...EVENTS) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('complete'),
      with: fc.constantFrom('x', undefined, FAILED, 'unsendable'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('next', 'end of stream', 'broken stream') }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('deadline'), after: fc.nat(20) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom('join', 'leave', 'hold', 'open', 'garbage', 'wait', 'time passes'),
      client: fc.nat(3),
    }),
  },
);
type Action = typeof action extends fc.Arbitrary<infer T> ? T : never;

const limits = fc.record({
  concurrency: fc.constantFrom(1, 2, Number.POSITIVE_INFINITY),
  queueSize: fc.integer({ min: 1, max: 5 }),
  maxMessagesPerSecond: fc.constantFrom(1, 3, Number.POSITIVE_INFINITY),
  overflow: fc.constantFrom('close' as const, 'pause' as const),
});

async function perform(server: Server, clients: Connection[], step: Action): Promise<void> {
  const { dispatcher } = server;
  const client = 'client' in step ? clients[step.client % clients.length] : undefined;
  switch (step.kind) {
    case 'join':
      clients.push(server.join());
      break;
    case 'message':
      if (client && 'event' in step) dispatcher.receive(client.client, step.event, 1);
      break;
    case 'garbage':
      dispatcher.discard(client?.client ?? {}, { reason: 'malformed' });
      break;
    case 'hold':
      if (client && !client.isOver && client.running === 0) dispatcher.hold(client);
      break;
    case 'open':
      if (client && !client.isOver) dispatcher.open(client);
      break;
    case 'leave':
      if (client) server.leave(client);
      break;
    case 'complete':
      if ('with' in step) server.pending.shift()?.(step.with);
      break;
    case 'deadline':
      // Only at the end of most runs, because nothing is accepted afterwards.
      if (!('after' in step) || step.after > 0) break;
      dispatcher.close();
      dispatcher.stop();
      break;
    case 'time passes':
      vi.advanceTimersByTime(500);
      break;
    case 'next':
      server.streams[0]?.next('x');
      break;
    case 'end of stream':
      server.streams.shift()?.complete();
      break;
    case 'broken stream':
      server.streams.shift()?.error(new Error('broken'));
      break;
    default:
      await server.settle();
  }
}

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
afterEach(() => vi.useRealTimers());

describe('the account of messages', () => {
  it('is always exact, whatever clients and handlers do', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(action, { maxLength: 200 }), limits, async (steps, dispatch) => {
        const paused = new Set<object>();
        const server = new Server({
          dispatch,
          pauseClient: (client) => paused.add(client).size > 0,
          resumeClient: (client) => paused.delete(client),
          dropClient: () => undefined,
        });
        const clients: Connection[] = [server.join()];
        for (const step of steps) {
          await perform(server, clients, step);
          expectExact(server.dispatcher);
          for (const { running, queue } of clients) {
            expect(running).toBeLessThanOrEqual(dispatch.concurrency);
            if (dispatch.overflow === 'close') expect(queue?.size ?? 0).toBeLessThanOrEqual(dispatch.queueSize);
          }
          // A paused client must be resumed later, so one of its messages runs, it waits to be accepted, or for its rate.
          for (const each of clients) {
            if (each.isPaused && each.places > 0) expect(each.running + vi.getTimerCount()).toBeGreaterThan(0);
          }
        }
        for (const complete of server.pending.splice(0)) complete('last');
        for (let round = 0; round < 300; round += 1) {
          await server.settle();
          for (const complete of server.pending.splice(0)) complete('last');
          for (const stream of server.streams.splice(0)) stream.complete();
          vi.advanceTimersByTime(1_000);
        }
        for (const client of clients) server.leave(client);
        await server.settle();
        expectExact(server.dispatcher);
        const { running, streaming, queued } = server.dispatcher.stats;
        expect([running, streaming, queued]).toEqual([0, 0, 0]);
      }),
      { numRuns: 300 },
    );
  });

  it('has the outcome of each message', async () => {
    const server = new Server();
    const { stats } = server.dispatcher;
    const client = server.join();
    const send = (event: string, data: unknown = 1) => server.dispatcher.receive(client.client, event, data);
    for (const event of ['value', 'fails', 'later', 'stream', 'twice', 'nobody subscribes']) send(event);
    send('value', 'unsendable');
    expect(stats).toMatchObject({ accepted: 7, completed: 1, failed: 2, running: 2, streaming: 1 });
    for (const complete of server.pending.splice(0)) complete('x');
    server.streams[0]?.complete();
    await server.settle();
    expect(stats).toMatchObject({ completed: 4, failed: 2, running: 0, streaming: 0 });
    send('later');
    server.leave(client);
    server.pending[0]?.('too late');
    await server.settle();
    send('value');
    expect(stats.discarded).toMatchObject({ malformed: 0, 'unknown-event': 1, overflow: 0, disconnected: 2 });
    expectExact(server.dispatcher);
  });
});

describe('limits', () => {
  it.each([
    { concurrency: 0 },
    { concurrency: 1.5 },
    { queueSize: -1 },
    { maxMessagesPerSecond: 0.5 },
    { overflow: 'wait' as 'pause' },
  ])('are rejected if they are invalid: %j', (dispatch) => {
    expect(() => new Server({ dispatch })).toThrow('PORTICO_WS_DISPATCH');
  });
});

describe('waiting messages', () => {
  it('run in order when the client is accepted, without a deep stack', () => {
    const server = new Server();
    const client = server.join();
    server.dispatcher.hold(client);
    for (let index = 1; index <= 1_024; index += 1) server.dispatcher.receive(client.client, 'value', index);
    expect(server.sent).toEqual([]);
    server.dispatcher.open(client);
    expect(server.sent).toEqual(Array.from({ length: 1_024 }, (_, index) => index + 1));
    expect(client.queue).toBeUndefined();
  });
});

describe('the rate of a client', () => {
  const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

  function start(dispatch: DispatchOptions) {
    const dropped: object[] = [];
    const server = new Server({ dispatch, dropClient: (client) => void dropped.push(client) });
    const client = server.join();
    const send = (from: number, to: number): void => {
      for (const number of numbers(from, to)) server.dispatcher.receive(client.client, 'value', number);
    };
    return { server, client, send, dropped };
  }

  it('lets messages of one second start at once, and others later, in order', () => {
    const { server, client, send } = start({ maxMessagesPerSecond: 10 });
    send(1, 15);
    expect(server.sent).toEqual(numbers(1, 10));
    expect(server.dispatcher.stats.queued).toBe(5);
    vi.advanceTimersByTime(99);
    expect(server.sent).toHaveLength(10);
    vi.advanceTimersByTime(1);
    // The next message could start now, but does not overtake those that are waiting.
    send(16, 16);
    expect(server.sent).toEqual(numbers(1, 11));
    vi.advanceTimersByTime(500);
    expect(server.sent).toEqual(numbers(1, 16));
    expect(client.queue).toBeUndefined();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('allows no more at once after a pause', () => {
    const { server, send } = start({ maxMessagesPerSecond: 10 });
    send(1, 9);
    vi.advanceTimersByTime(60_000);
    send(10, 30);
    expect(server.sent).toHaveLength(19);
  });

  it('is that of each client, and of its messages with several handlers', () => {
    const { server, client, send } = start({ maxMessagesPerSecond: 2 });
    const other = server.join();
    server.dispatcher.receive(client.client, 'twice', 1);
    send(2, 4);
    for (const number of numbers(5, 7)) server.dispatcher.receive(other.client, 'value', number);
    expect(server.sent).toEqual(['first', 2, 5, 6]);
  });

  it('disconnects a client whose queue gets full', () => {
    const { server, client, send, dropped } = start({ maxMessagesPerSecond: 2, queueSize: 3 });
    send(1, 5);
    expect(dropped).toEqual([]);
    send(6, 6);
    expect(dropped).toEqual([client.client]);
    expect(vi.getTimerCount()).toBe(0);
    expect(server.dispatcher.stats.discarded).toMatchObject({ overflow: 1, disconnected: 3 });
  });

  it('no longer applies to waiting messages when the server closes', () => {
    const { server, send } = start({ maxMessagesPerSecond: 1 });
    send(1, 5);
    server.dispatcher.close();
    vi.advanceTimersByTime(1_000);
    expect(server.sent).toEqual(numbers(1, 5));
    send(6, 6);
    expect(server.dispatcher.stats.discarded.closing).toBe(1);
  });

  it('leaves nothing behind if the client disconnects while its messages wait', () => {
    const { server, client, send } = start({ maxMessagesPerSecond: 1 });
    send(1, 3);
    server.leave(client);
    expect(vi.getTimerCount()).toBe(0);
    expect(server.dispatcher.stats).toMatchObject({ queued: 0, completed: 1 });
  });
});
