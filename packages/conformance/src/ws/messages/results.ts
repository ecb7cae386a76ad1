import {
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
  Signal,
  UseInterceptors,
} from '@portico/common';
import {
  ConnectedSocket,
  clientOf,
  type GatewayClient,
  MessageBody,
  messageStatsOf,
  SubscribeMessage,
  WebSocketGateway,
  WebSocketServer,
  WsException,
} from '@portico/websockets';
import { map } from 'rxjs';
import { expect, it } from 'vitest';
import { deferred } from '../../support/deferred.js';
import { eventually } from '../../support/eventually.js';
import { itWhen } from '../../support/test-when.js';
import { expectNoReply, MarkerGateway } from '../support/expect-no-reply.js';
import type { WebSocketPlatform } from '../support/platform.js';
import { gatewayPort, startTestApp } from '../support/test-app.js';

class Passing implements NestInterceptor {
  intercept(_context: ExecutionContext, next: CallHandler) {
    return next.handle().pipe(map((value) => value));
  }
}

const KIB = 'x'.repeat(1_024);

/** Async iterables as results, signals, and slow clients. */
export function describeResults(platform: WebSocketPlatform): void {
  const { disconnects, backpressure = 'the adapter does not tell how many bytes wait for a client' } =
    platform.capabilities;

  it.each([
    ['alone', []],
    ['behind an interceptor', [Passing]],
  ])('sends every value of an async generator: %s', async (_how, interceptors) => {
    const port = await gatewayPort(platform);
    @UseInterceptors(...interceptors)
    @WebSocketGateway(port)
    class Values extends MarkerGateway {
      @SubscribeMessage('count')
      async *count(@MessageBody() to: number) {
        for (let data = 1; data <= to; data += 1) yield { event: 'number', data };
      }
      @SubscribeMessage('promised')
      async promised() {
        return this.count(2);
      }
      @SubscribeMessage('broken')
      async *broken() {
        yield { event: 'number', data: 1 };
        throw new WsException('broken');
      }
    }
    const testApp = await startTestApp(platform, port, [Values]);
    const client = await testApp.connect();
    client.send('count', 200);
    for (let number = 1; number <= 200; number += 1) expect(await client.next('number')).toBe(number);
    client.send('promised');
    for (const number of [1, 2]) expect(await client.next('number')).toBe(number);
    client.send('broken', 'D');
    expect(await client.next('number')).toBe(1);
    expect(await client.next('exception')).toEqual({
      status: 'error',
      message: 'broken',
      cause: { pattern: 'broken', data: 'D' },
    });
    await expectNoReply(client);
  });

  itWhen(
    disconnects,
    'aborts the signal of a handler, and ends its generator, when the client disconnects',
    async () => {
      const port = await gatewayPort(platform);
      const ended: string[] = [];
      const reasons: unknown[] = [];
      @WebSocketGateway(port)
      class Signals {
        @SubscribeMessage('work')
        async work(@Signal() signal: AbortSignal) {
          await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
          reasons.push(signal.reason);
          ended.push('work');
          throw signal.reason;
        }
        @SubscribeMessage('generate')
        async *generate(@Signal() signal: AbortSignal) {
          try {
            yield { event: 'started', data: true };
            await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
          } finally {
            ended.push('generate');
          }
        }
        @SubscribeMessage('wait')
        async *wait() {
          try {
            for (;;) {
              yield { event: 'tick', data: true };
              await new Promise(setImmediate);
            }
          } finally {
            ended.push('wait');
          }
        }
      }
      const testApp = await startTestApp(platform, port, [Signals]);
      const client = await testApp.connect();
      for (const event of ['work', 'generate', 'wait']) client.send(event);
      await client.next('started');
      await client.next('tick');
      expect(ended).toEqual([]);
      await client.leave();
      await eventually(() => expect([...ended].sort()).toEqual(['generate', 'wait', 'work']));
      expect(reasons).toMatchObject([{ name: 'AbortError' }]);
      expect([...testApp.logger.errors, ...testApp.logger.warnings]).toEqual([]);
    },
  );

  it('does not abort the signal of a completed handler', async () => {
    const port = await gatewayPort(platform);
    const signals: AbortSignal[] = [];
    @WebSocketGateway(port)
    class Signals {
      @SubscribeMessage('work')
      work(@Signal() signal: AbortSignal) {
        signals.push(signal);
        return { event: 'done', data: signal.aborted };
      }
    }
    const testApp = await startTestApp(platform, port, [Signals]);
    const client = await testApp.connect();
    for (const _ of [1, 2]) {
      client.send('work');
      expect(await client.next('done')).toBe(false);
    }
    await client.leave();
    await testApp.app.close();
    expect(signals.map(({ aborted }) => aborted)).toEqual([false, false]);
    expect(signals[0]).not.toBe(signals[1]);
  });

  itWhen(
    disconnects,
    'keeps no state of 10,000 streams whose clients have disconnected',
    async () => {
      const port = await gatewayPort(platform);
      let open = 0;
      @WebSocketGateway(port)
      class Streams {
        @WebSocketServer() server!: object;
        @SubscribeMessage('stream')
        async *stream(@MessageBody() data: number, @Signal() signal: AbortSignal) {
          open += 1;
          try {
            yield { event: 'started', data };
            await new Promise((resolve) => signal.addEventListener('abort', resolve));
          } finally {
            open -= 1;
          }
        }
      }
      const testApp = await startTestApp(platform, port, [Streams]);
      for (let round = 0; round < 10; round += 1) {
        const client = await testApp.connect();
        for (let number = 0; number < 1_000; number += 1) client.send('stream', number);
        await eventually(() => expect(open).toBe(1_000), 10_000);
        await client.leave();
        await eventually(() => expect(open).toBe(0), 10_000);
      }
      expect(messageStatsOf(testApp.app.get(Streams).server)).toMatchObject({
        accepted: 10_000,
        completed: 10_000,
        running: 0,
        streaming: 0,
      });
    },
    { timeout: 60_000 },
  );

  itWhen(
    backpressure,
    'reads a generator only as fast as its client reads',
    async ({ skip }) => {
      const port = await gatewayPort(platform);
      const many = 40_000;
      let produced = 0;
      @WebSocketGateway(port)
      class Rows extends MarkerGateway {
        @SubscribeMessage('rows')
        async *rows() {
          for (; produced < many; produced += 1) yield { event: 'row', data: KIB };
        }
      }
      const testApp = await startTestApp(platform, port, [Rows]);
      const [slow, other] = [await testApp.connect(), await testApp.connect()];
      if (!slow.freeze) return skip('the client of the platform has no freeze()');
      slow.send('rows');
      await slow.next('row');
      slow.freeze();
      // Waits until the buffers of the operating system are full.
      for (let last = -1; last < produced; ) {
        last = produced;
        for (let round = 0; round < 20; round += 1) await expectNoReply(other);
      }
      expect(produced).toBeLessThan(many);
    },
    { timeout: 30_000 },
  );

  itWhen(backpressure, 'waits with drained(), and skips slow clients with volatile', async ({ skip }) => {
    const port = await gatewayPort(platform);
    const behind = deferred();
    const drained = deferred();
    let gatewayClient: GatewayClient | undefined;
    @WebSocketGateway(port)
    class Floods extends MarkerGateway {
      @SubscribeMessage('flood')
      async flood(@ConnectedSocket() socket: object) {
        gatewayClient = clientOf(socket)!;
        expect(gatewayClient.native).toBe(socket);
        while (gatewayClient.bufferedBytes < 200_000) {
          gatewayClient.emit('row', KIB.repeat(16));
          await new Promise(setImmediate);
        }
        const before = gatewayClient.bufferedBytes;
        gatewayClient.volatile.emit('row', KIB);
        expect(gatewayClient.bufferedBytes).toBe(before);
        const waiting = gatewayClient.drained();
        behind.resolve();
        await waiting;
        drained.resolve();
        gatewayClient.volatile.emit('volatile', gatewayClient.connected);
      }
    }
    const testApp = await startTestApp(platform, port, [Floods]);
    const client = await testApp.connect();
    if (!client.freeze) return skip('the client of the platform has no freeze()');
    client.send('flood');
    client.freeze();
    await behind.promise;
    expect(gatewayClient?.bufferedBytes).toBeGreaterThan(64 * 1_024);
    client.destroy();
    await drained.promise;
    await expectNoReply(await testApp.connect());
  });
}
