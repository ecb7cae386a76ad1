import { type CallHandler, UseInterceptors } from '@portico/common';
import {
  messageStatsOf,
  SubscribeMessage,
  WebSocketGateway,
  WebSocketServer,
  WsException,
  type WsResponse,
} from '@portico/websockets';
import { concat, finalize, from, interval, map, NEVER, type Observable, of, Subject, throwError } from 'rxjs';
import { expect, it, vi } from 'vitest';
import { eventually } from '../../support/eventually.js';
import { itWhen } from '../../support/test-when.js';
import { expectNoReply, MarkerGateway } from '../support/expect-no-reply.js';
import type { WebSocketPlatform } from '../support/platform.js';
import { gatewayPort, startTestApp } from '../support/test-app.js';

/** Handlers that reply with several values. */
export function describeStreams(platform: WebSocketPlatform): void {
  it('sends all values of an Observable', async () => {
    const port = await gatewayPort(platform);
    @WebSocketGateway(port)
    class EventsGateway extends MarkerGateway {
      @SubscribeMessage('sync')
      sync(): Observable<WsResponse<number>> {
        return from([1, 2, 3]).pipe(map((data) => ({ event: 'events', data })));
      }
      @SubscribeMessage('promised')
      async promised() {
        return from([4, 5]).pipe(map((data) => ({ event: 'events', data })));
      }
      @SubscribeMessage('falsy')
      falsy() {
        return from([0, null, '', undefined, false]);
      }
    }
    const testApp = await startTestApp(platform, port, [EventsGateway]);
    const client = await testApp.connect();
    client.send('sync');
    client.send('promised');
    const received: unknown[] = [];
    for (let count = 0; count < 5; count += 1) received.push(await client.next('events'));
    expect(received).toEqual([1, 2, 3, 4, 5]);
    client.send('falsy');
    await expectNoReply(client);
  });

  const kinds: [string, () => Observable<WsResponse<number>> | AsyncIterable<WsResponse<number>>][] = [
    ['Observables', () => concat(of({ event: 'open', data: 1 }), NEVER)],
    [
      'async generators',
      async function* () {
        yield { event: 'open', data: 1 };
        await new Promise(() => undefined);
      },
    ],
  ];
  const intercepted: [string, boolean][] = [
    ['', false],
    [', with an interceptor', true],
  ];
  for (const [kind, open] of kinds) {
    for (const [how, isIntercepted] of intercepted) {
      itWhen(
        platform.capabilities.disconnects,
        `disconnects a client that opens more than maxStreams: ${kind}${how}`,
        async () => {
          const port = await gatewayPort(platform);
          class Pass {
            intercept(_context: object, next: CallHandler) {
              return next.handle();
            }
          }
          const left = vi.fn();
          @WebSocketGateway(port, { dispatch: { maxStreams: 3 } })
          @UseInterceptors(...(isIntercepted ? [Pass] : []))
          class Streams {
            handleDisconnect = left;
            @SubscribeMessage('open')
            open() {
              return open();
            }
            @SubscribeMessage('value')
            value() {
              return { event: 'value', data: 1 };
            }
          }
          const testApp = await startTestApp(platform, port, [Streams]);
          const [client, other] = [await testApp.connect(), await testApp.connect()];
          for (let count = 0; count < 3; count += 1) {
            for (const each of [client, other]) {
              each.send('open');
              expect(await each.next('open')).toBe(1);
            }
          }
          for (let count = 0; count < 5; count += 1) {
            other.send('value');
            expect(await other.next('value')).toBe(1);
          }
          expect(left).not.toHaveBeenCalled();
          client.send('open');
          await client.left;
          await eventually(() => expect(left).toHaveBeenCalledOnce());
          other.send('value');
          expect(await other.next('value')).toBe(1);
          expect(testApp.logger.errors).toEqual([]);
        },
      );
    }
  }

  itWhen(platform.capabilities.disconnects, 'counts streams that queued messages end once', async () => {
    const port = await gatewayPort(platform);
    let current = new Subject<WsResponse<number>>();
    @WebSocketGateway(port, { dispatch: { concurrency: 1, maxStreams: 2 } })
    class Streams {
      @WebSocketServer() readonly server!: object;
      @SubscribeMessage('open')
      async open() {
        current = new Subject();
        return current;
      }
      @SubscribeMessage('done')
      done() {
        current.complete();
        return { event: 'done', data: 1 };
      }
      @SubscribeMessage('never')
      never() {
        return concat(of({ event: 'never', data: 1 }), NEVER);
      }
    }
    const { app, connect } = await startTestApp(platform, port, [Streams]);
    const client = await connect();
    for (let round = 0; round < 5; round += 1) {
      client.send('open');
      client.send('done');
      expect(await client.next('done')).toBe(1);
    }
    const stats = messageStatsOf(app.get(Streams).server)!;
    await eventually(() => expect(stats).toMatchObject({ accepted: 10, completed: 10, running: 0, streaming: 0 }));
    for (let count = 0; count < 2; count += 1) {
      client.send('never');
      expect(await client.next('never')).toBe(1);
    }
    client.send('never');
    await client.left;
    await eventually(() => expect(stats).toMatchObject({ accepted: 13, streaming: 0, discarded: { overflow: 1 } }));
    const { completed, failed, discarded } = stats;
    expect(completed + failed + Object.values(discarded).reduce((sum, count) => sum + count, 0)).toBe(13);
  });

  itWhen(platform.capabilities.disconnects, 'ends a stream when its client disconnects', async () => {
    const port = await gatewayPort(platform);
    let running = 0;
    @WebSocketGateway(port)
    class EventsGateway {
      @SubscribeMessage('ticks')
      ticks() {
        running += 1;
        return interval(1).pipe(
          map((data) => ({ event: 'tick', data })),
          finalize(() => {
            running -= 1;
          }),
        );
      }
    }
    const testApp = await startTestApp(platform, port, [EventsGateway]);
    const client = await testApp.connect();
    const other = await testApp.connect();
    client.send('ticks');
    client.send('ticks');
    other.send('ticks');
    await client.next('tick');
    await other.next('tick');
    expect(running).toBe(3);
    await client.leave();
    await eventually(() => expect(running).toBe(1));
    await other.next('tick');
    await other.leave();
    await eventually(() => expect(running).toBe(0));
  });

  it.each([
    ['immediately', () => throwError(() => new WsException('broken'))],
    [
      'after a value',
      () =>
        concat(
          of({ event: 'value', data: 1 }),
          throwError(() => new WsException('broken')),
        ),
    ],
    [
      'later',
      () =>
        interval(1).pipe(
          map((index) => {
            if (index === 1) throw new WsException('broken');
            return { event: 'value', data: index };
          }),
        ),
    ],
  ])('handles a stream that fails %s', async (_when, stream) => {
    const port = await gatewayPort(platform);
    @WebSocketGateway(port)
    class EventsGateway extends MarkerGateway {
      @SubscribeMessage('stream')
      stream() {
        return stream();
      }
      @SubscribeMessage('promised')
      async promised() {
        return stream();
      }
    }
    const testApp = await startTestApp(platform, port, [EventsGateway]);
    const client = await testApp.connect();
    const other = await testApp.connect();
    for (const event of ['stream', 'promised', 'stream']) {
      client.send(event, 'D');
      expect(await client.next('exception')).toEqual({
        status: 'error',
        message: 'broken',
        cause: { pattern: event, data: 'D' },
      });
    }
    await expectNoReply(other);
  });

  itWhen(platform.capabilities.unsendableReplies, 'handles results that cannot be serialized', async () => {
    const port = await gatewayPort(platform);
    @WebSocketGateway(port)
    class EventsGateway extends MarkerGateway {
      @SubscribeMessage('bigint')
      bigint() {
        return from([
          { event: 'ok', data: 1 },
          {
            event: 'bad',
            data: {
              toJSON: () => {
                throw new Error('unsendable');
              },
            },
          },
        ]);
      }
      @SubscribeMessage('value')
      value() {
        return {
          event: 'bad',
          data: {
            toJSON: () => {
              throw new Error('unsendable');
            },
          },
        };
      }
    }
    const testApp = await startTestApp(platform, port, [EventsGateway]);
    const client = await testApp.connect();
    client.send('bigint');
    expect(await client.next('ok')).toBe(1);
    expect(await client.next('exception')).toMatchObject({ message: 'Internal server error' });
    client.send('value');
    expect(await client.next('exception')).toMatchObject({ message: 'Internal server error' });
    await expectNoReply(client);
    for (const name of ['bigint', 'value']) {
      const lines = testApp.logger.errors.filter((line) => line.includes(`EventsGateway.${name}()`));
      expect(lines).toEqual([expect.stringMatching(/PORTICO_WS_UNSERIALIZABLE.*unsendable/s)]);
    }
  });
}
