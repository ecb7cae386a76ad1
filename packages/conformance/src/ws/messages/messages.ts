import { MessageBody, SubscribeMessage, WebSocketGateway, type WsResponse } from '@portico/websockets';
import { from, mergeMap, of } from 'rxjs';
import { expect, it, onTestFinished, vi } from 'vitest';
import { eventually } from '../../support/eventually.js';
import { expectNoReply, MarkerGateway } from '../support/expect-no-reply.js';
import type { WebSocketPlatform } from '../support/platform.js';
import { gatewayPort, startTestApp } from '../support/test-app.js';

/** How the results of handlers are sent. */
export function describeMessages(platform: WebSocketPlatform): void {
  it('replies with the result of a handler', async () => {
    const port = await gatewayPort(platform);
    @WebSocketGateway(port)
    class EventsGateway {
      @SubscribeMessage('events')
      handleEvent(@MessageBody() data: string): string {
        return data;
      }
    }
    const testApp = await startTestApp(platform, port, [EventsGateway]);
    const client = await testApp.connect();
    expect(await client.ask('events', 'Nest')).toBe('Nest');
    expect(await client.ask('events', { name: 'Nest', list: [1, null] })).toEqual({ name: 'Nest', list: [1, null] });
  });

  it('sends a WsResponse as an event', async () => {
    const port = await gatewayPort(platform);
    @WebSocketGateway(port)
    class EventsGateway {
      @SubscribeMessage('events')
      handleEvent(@MessageBody() data: unknown): WsResponse<unknown> {
        return { event: 'reply', data };
      }
    }
    const testApp = await startTestApp(platform, port, [EventsGateway]);
    const client = await testApp.connect();
    client.send('events', { name: 'Nest' });
    expect(await client.next('reply')).toEqual({ name: 'Nest' });
    client.send('events', 0);
    expect(await client.next('reply')).toBe(0);
  });

  it('replies while a test of the application mocks timers, and afterwards', async () => {
    const port = await gatewayPort(platform);
    @WebSocketGateway(port)
    class TimedGateway {
      @SubscribeMessage('echo')
      echo(@MessageBody() data: number) {
        return data;
      }
      @SubscribeMessage('later')
      async later(@MessageBody() data: number) {
        await Promise.resolve();
        return data;
      }
    }
    const testApp = await startTestApp(platform, port, [TimedGateway]);
    const client = await testApp.connect();
    vi.useFakeTimers();
    onTestFinished(() => {
      vi.useRealTimers();
    });
    expect(await client.ask('echo', 1)).toBe(1);
    expect(await client.ask('later', 2)).toBe(2);
    vi.useRealTimers();
    expect(await client.ask('echo', 3)).toBe(3);
  });

  it('waits for promises', async () => {
    const port = await gatewayPort(platform);
    @WebSocketGateway(port)
    class EventsGateway {
      @SubscribeMessage('value')
      async value(@MessageBody() data: string) {
        await Promise.resolve();
        return data;
      }
      @SubscribeMessage('event')
      async event(@MessageBody() data: string) {
        await Promise.resolve();
        return { event: 'later', data };
      }
    }
    const testApp = await startTestApp(platform, port, [EventsGateway]);
    const client = await testApp.connect();
    expect(await client.ask('value', 'x')).toBe('x');
    client.send('event', 'y');
    expect(await client.next('later')).toBe('y');
  });

  it.each([
    ['undefined', undefined],
    ['null', null],
    ['false', false],
    ['0', 0],
    ['the empty string', ''],
  ])('sends no reply if a handler returns %s or a promise of it', async (_name, value) => {
    const port = await gatewayPort(platform);
    @WebSocketGateway(port)
    class EventsGateway extends MarkerGateway {
      @SubscribeMessage('now')
      now() {
        return value;
      }
      @SubscribeMessage('later')
      async later() {
        return value;
      }
    }
    const testApp = await startTestApp(platform, port, [EventsGateway]);
    const client = await testApp.connect();
    client.send('now', 1);
    client.send('later', 1);
    await expectNoReply(client);
  });

  it('passes a promise of each result to adapters', async () => {
    const port = await gatewayPort(platform);
    const results: unknown[] = [];
    @WebSocketGateway(port)
    class First {
      @SubscribeMessage('value')
      value(@MessageBody() data: unknown) {
        return { event: 'first', data };
      }
      @SubscribeMessage('nothing')
      nothing() {}
      @SubscribeMessage('stream')
      stream(@MessageBody() data: unknown) {
        return of({ event: 'first', data });
      }
    }
    @WebSocketGateway(port)
    class Second {
      @SubscribeMessage('value')
      value(@MessageBody() data: unknown) {
        return { event: 'second', data };
      }
    }
    const testApp = await startTestApp(platform, port, [First, Second], {
      configure(_app, adapter) {
        const bind = adapter.bindMessageHandlers;
        Object.defineProperty(adapter, 'routesMessages', { value: false });
        adapter.bindMessageHandlers = function (client, handlers, transform) {
          const wrapped = handlers.map((handler) => ({
            ...handler,
            callback: (...args: unknown[]) => {
              const result = handler.callback(...args);
              if (!(result instanceof Promise)) throw new TypeError('The result of a handler is not a promise.');
              results.push(result);
              return from(result.then((value) => value));
            },
          }));
          return bind.call(this, client, wrapped, (result) => from(result).pipe(mergeMap(transform)));
        };
      },
    });
    const client = await testApp.connect();
    client.send('nothing');
    client.send('value', 1);
    expect([await client.next('first'), await client.next('second')]).toEqual([1, 1]);
    client.send('stream', 2);
    expect(await client.next('first')).toBe(2);
    expect(results).toHaveLength(3);
    for (const result of results) expect(result).toBeInstanceOf(Promise);
  });

  it('passes falsy results to an adapter that binds handlers itself, but not undefined and null', async () => {
    const port = await gatewayPort(platform);
    @WebSocketGateway(port)
    class Falsy {
      @SubscribeMessage('stream')
      stream() {
        return from([false, 0, '', null, undefined]);
      }
      @SubscribeMessage('value')
      value() {
        return false;
      }
      @SubscribeMessage('promise')
      async promise() {
        return '';
      }
      @SubscribeMessage('null')
      null() {
        return null;
      }
    }
    const emitted: Record<string, unknown[]> = {};
    const testApp = await startTestApp(platform, port, [Falsy], {
      configure(_app, adapter) {
        Object.defineProperty(adapter, 'routesMessages', { value: false });
        adapter.bindMessageHandlers = (_client, handlers, transform) => {
          for (const { message, callback } of handlers) {
            const values: unknown[] = [];
            transform(callback('data')).subscribe({
              next: (value) => values.push(value),
              complete: () => {
                emitted[message] = values;
              },
            });
          }
        };
      },
    });
    await testApp.connect();
    await eventually(() =>
      expect(emitted).toEqual({ stream: [false, 0, ''], value: [false], promise: [''], null: [] }),
    );
  });

  it('handles the messages of a client in order', async () => {
    const port = await gatewayPort(platform);
    @WebSocketGateway(port)
    class EventsGateway {
      @SubscribeMessage('count')
      count(@MessageBody() data: number) {
        return { event: 'counted', data };
      }
    }
    const testApp = await startTestApp(platform, port, [EventsGateway]);
    const client = await testApp.connect();
    const numbers = Array.from({ length: 500 }, (_, index) => index);
    for (const number of numbers) client.send('count', number);
    const counted: unknown[] = [];
    for (const _ of numbers) counted.push(await client.next('counted'));
    expect(counted).toEqual(numbers);
  });

  it.each([
    ['short', 10],
    ['of 16-bit length', 40_000],
    ['of 64-bit length', 200_000],
  ])('receives and sends text: %s', async (_name, length) => {
    const port = await gatewayPort(platform);
    @WebSocketGateway(port)
    class EventsGateway {
      @SubscribeMessage('text')
      text(@MessageBody() data: string) {
        return { event: 'text', data };
      }
    }
    const testApp = await startTestApp(platform, port, [EventsGateway]);
    const client = await testApp.connect();
    for (const letter of ['a', 'ä', '語', '🦊']) {
      const text = letter.repeat(length);
      client.send('text', text);
      expect((await client.next('text')) === text).toBe(true);
    }
  });
}
