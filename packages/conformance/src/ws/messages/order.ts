import { type CallHandler, type ExecutionContext, type NestInterceptor, UseInterceptors } from '@portico/common';
import {
  type DiscardedMessage,
  MessageBody,
  messageStatsOf,
  SubscribeMessage,
  WebSocketGateway,
  WebSocketServer,
} from '@portico/websockets';
import { map, of, Subject } from 'rxjs';
import { expect, it } from 'vitest';
import { deferred } from '../../support/deferred.js';
import { eventually } from '../../support/eventually.js';
import { inTime } from '../../support/in-time.js';
import { amount, LONG_RUN_TIMEOUT_MS } from '../../support/long-run.js';
import { seededRandom } from '../../support/seeded-random.js';
import { itWhen } from '../../support/test-when.js';
import type { TestClient } from '../support/client.js';
import { expectNoReply, MarkerGateway } from '../support/expect-no-reply.js';
import { onDiscarded } from '../support/on-discarded.js';
import type { WebSocketPlatform } from '../support/platform.js';
import { gatewayPort, startTestApp } from '../support/test-app.js';

const CLIENTS = amount(10, 50);
const CALLS = amount(100, 1_000);

/** Messages for a handler that is slower than its client. */
const FLOOD = amount(5_000, 1_000_000);
/** How many messages the client may be ahead of the handler: more than sockets buffer, but few enough for memory. */
const MOST_AHEAD = 20_000;
const SLICE = 1_000;

class Passing implements NestInterceptor {
  intercept(_context: ExecutionContext, next: CallHandler) {
    return next.handle().pipe(map((value) => value));
  }
}

/** The order of the messages of one client, and what happens to messages in its queue. */
export function describeOrder(platform: WebSocketPlatform): void {
  const { drains, discardedMessages, pauses } = platform.capabilities;

  it.each([
    ['a handler', []],
    ['a handler behind an interceptor', [Passing]],
  ])(
    'replies in the order of the messages of each client with `concurrency: 1`: %s',
    { timeout: LONG_RUN_TIMEOUT_MS },
    async (_what, interceptors) => {
      const port = await gatewayPort(platform);
      const random = seededRandom(7);
      const running = new Map<number, number>();
      const all = deferred();
      let most = 0;
      let completed = 0;
      @UseInterceptors(...interceptors)
      @WebSocketGateway(port, { dispatch: { concurrency: 1 } })
      class Calls {
        @SubscribeMessage('call')
        async call(@MessageBody() { client, number }: { client: number; number: number }) {
          const count = (running.get(client) ?? 0) + 1;
          running.set(client, count);
          most = Math.max(most, count);
          for (let turns = Math.floor(random() * 4); turns > 0; turns -= 1) await new Promise(setImmediate);
          running.set(client, count - 1);
          completed += 1;
          if (completed === CLIENTS * CALLS) all.resolve();
          return { event: 'done', data: number };
        }
      }
      const testApp = await startTestApp(platform, port, [Calls]);
      const clients: TestClient[] = [];
      // Sequentially, because clients of socket.io time out on a busy machine.
      while (clients.length < CLIENTS) clients.push(await testApp.connect());
      const numbers = Array.from({ length: CALLS }, (_, number) => number);
      for (const number of numbers) {
        for (const [index, client] of clients.entries()) client.send('call', { client: index, number });
      }
      const late = () => `${completed} of ${CLIENTS * CALLS} calls have completed`;
      await inTime(all.promise, late, LONG_RUN_TIMEOUT_MS / 2);
      await Promise.all(
        clients.map(async (client) => {
          const received: unknown[] = [];
          for (const _ of numbers) received.push(await client.next('done'));
          expect(received).toEqual(numbers);
        }),
      );
      expect(most).toBe(1);
    },
  );

  it('keeps the position of a stream until it has been subscribed to', async () => {
    const port = await gatewayPort(platform);
    const ready = deferred();
    const values = new Subject<number>();
    const order: string[] = [];
    @UseInterceptors(Passing)
    @WebSocketGateway(port, { dispatch: { concurrency: 1 } })
    class Streams {
      @SubscribeMessage('stream')
      async stream() {
        await ready.promise;
        order.push('stream');
        return values.pipe(map((data) => ({ event: 'value', data })));
      }
      @SubscribeMessage('call')
      call() {
        order.push('call');
        return of({ event: 'called', data: true });
      }
    }
    const testApp = await startTestApp(platform, port, [Streams]);
    const client = await testApp.connect();
    client.send('stream');
    client.send('call');
    ready.resolve();
    expect(await client.next('called')).toBe(true);
    expect(order).toEqual(['stream', 'call']);
    values.next(1);
    expect(await client.next('value')).toBe(1);
  });

  it('handles up to `concurrency` messages of a client at once', async () => {
    const port = await gatewayPort(platform);
    // By number: a server may read the message of the other client between two messages of the first one.
    const waiting = new Map<number, () => void>();
    const numbers = () => [...waiting.keys()].sort();
    @WebSocketGateway(port, { dispatch: { concurrency: 2 } })
    class Calls {
      @SubscribeMessage('call')
      async call(@MessageBody() data: number) {
        await new Promise<void>((resolve) => waiting.set(data, resolve));
        return { event: 'done', data };
      }
    }
    const testApp = await startTestApp(platform, port, [Calls]);
    const [client, other] = [await testApp.connect(), await testApp.connect()];
    for (const number of [1, 2, 3]) client.send('call', number);
    other.send('call', 4);
    await eventually(() => expect(numbers(), 'the messages that are being handled').toEqual([1, 2, 4]));
    waiting.get(2)?.();
    await eventually(() => expect(numbers(), 'after the second message has completed').toEqual([1, 2, 3, 4]));
    for (const complete of waiting.values()) complete();
    for (const number of [2, 1, 3]) expect(await client.next('done')).toBe(number);
    expect(await other.next('done')).toBe(4);
  });

  it('handles 1,024 messages of a client at once by default', async () => {
    const port = await gatewayPort(platform);
    const ready = deferred();
    let running = 0;
    let most = 0;
    @WebSocketGateway(port)
    class Calls extends MarkerGateway {
      @SubscribeMessage('call')
      async call() {
        running += 1;
        most = Math.max(most, running);
        await ready.promise;
        running -= 1;
      }
      @SubscribeMessage('last')
      last() {
        return { event: 'done', data: most };
      }
    }
    const testApp = await startTestApp(platform, port, [Calls]);
    const [client, other] = [await testApp.connect(), await testApp.connect()];
    for (let count = 0; count < 1_030; count += 1) client.send('call', count);
    client.send('last');
    await eventually(() => expect(running).toBe(1_024));
    await expectNoReply(other);
    ready.resolve();
    expect(await client.next('done')).toBe(1_024);
    await eventually(() => expect(running).toBe(0));
  });

  it('starts no more messages of a client than `maxMessagesPerSecond`, in their order, and loses none', async () => {
    const port = await gatewayPort(platform);
    const rate = 20;
    const startedAt: number[] = [];
    @WebSocketGateway(port, { dispatch: { maxMessagesPerSecond: rate } })
    class Calls extends MarkerGateway {
      @SubscribeMessage('call')
      call(@MessageBody() number: number) {
        startedAt.push(performance.now());
        return { event: 'called', data: number };
      }
    }
    const { connect } = await startTestApp(platform, port, [Calls]);
    const [client, other] = [await connect(), await connect()];
    const numbers = Array.from({ length: rate + 10 }, (_, index) => index);
    for (const number of numbers) client.send('call', number);
    await expectNoReply(other);
    for (const number of numbers) expect(await client.next('called')).toBe(number);
    // Ten messages had to wait, each for the twentieth part of a second. Timers may fire a little early.
    expect(startedAt.at(-1)! - startedAt[0]!).toBeGreaterThan(450);
  });

  itWhen(drains, 'disconnects a client whose queue is full, and reports the discarded messages', async ({ skip }) => {
    const port = await gatewayPort(platform);
    const ready = deferred();
    const handled: unknown[] = [];
    @WebSocketGateway(port, { dispatch: { concurrency: 1, queueSize: 2 } })
    class Calls {
      @SubscribeMessage('call')
      async call(@MessageBody() data: number) {
        handled.push(data);
        await ready.promise;
      }
    }
    const testApp = await startTestApp(platform, port, [Calls]);
    if (!('dropClient' in testApp.adapter)) return skip('the adapter has no dropClient()');
    const discarded: DiscardedMessage[] = [];
    if (discardedMessages === true) {
      onDiscarded(testApp.adapter, (message) => discarded.push(message));
    }
    const client = await testApp.connect();
    for (const number of [1, 2, 3, 4]) client.send('call', number);
    await client.left;
    ready.resolve();
    expect(handled).toEqual([1]);
    if (discardedMessages === true) {
      expect(discarded.map(({ reason, data }) => [reason, data])).toEqual([
        ['overflow', 4],
        ['disconnected', 2],
        ['disconnected', 3],
      ]);
    }
  });

  itWhen(
    pauses ?? 'the adapter has no pauseClient()',
    'stops reading from a client whose queue is full with `overflow: pause`, and loses no message',
    async () => {
      const port = await gatewayPort(platform);
      const ready = deferred();
      const started = deferred();
      const text = 'x'.repeat(1_000);
      let handled = 0;
      let mostQueued = 0;
      @WebSocketGateway(port, { dispatch: { concurrency: 1, queueSize: 10, overflow: 'pause' } })
      class Slow {
        @WebSocketServer() server!: object;
        @SubscribeMessage('call')
        async call(@MessageBody() { number }: { number: number }) {
          started.resolve();
          await ready.promise;
          if (number % 100 === 0) await new Promise(setImmediate);
          if (number !== handled) throw new Error(`Expected message ${handled}, received ${number}`);
          handled += 1;
          if (handled === FLOOD) return { event: 'done', data: handled };
          return undefined;
        }
      }
      const testApp = await startTestApp(platform, port, [Slow]);
      const [client, other] = [await testApp.connect(), await testApp.connect()];
      const { server } = testApp.app.get(Slow);
      const look = (): void => {
        mostQueued = Math.max(mostQueued, messageStatsOf(server)?.queued ?? 0);
      };
      for (let number = 0; number < FLOOD; number += 1) {
        client.send('call', { number, text });
        if (number === Math.min(FLOOD, MOST_AHEAD) - 1) {
          await started.arrival('the call of the handler');
          // Turns of the event loop in which an adapter that is not paused would read everything.
          for (let turn = 0; turn < 200; turn += 1) await new Promise(setImmediate);
          look();
          ready.resolve();
        }
        if (number % SLICE === 0) look();
        while (number - handled > MOST_AHEAD) await new Promise(setImmediate);
      }
      expect(mostQueued).toBeGreaterThan(0);
      expect(mostQueued).toBeLessThan(500);
      other.send('call', { number: -1 });
      expect(await other.next('exception')).toMatchObject({ status: 'error' });
      expect(await client.next('done')).toBe(FLOOD);
      expect(messageStatsOf(server)).toMatchObject({ accepted: FLOOD + 1, completed: FLOOD, failed: 1, queued: 0 });
    },
    { timeout: LONG_RUN_TIMEOUT_MS },
  );
}
