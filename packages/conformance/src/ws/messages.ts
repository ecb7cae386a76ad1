import { Bind, createParamDecorator, type ExecutionContext, Injectable, ParseIntPipe } from '@portico/common';
import { ConnectedSocket, MessageBody, SubscribeMessage, WebSocketGateway, type WsResponse } from '@portico/websockets';
import { from, mergeMap, of } from 'rxjs';
import { expect, it } from 'vitest';
import { itWhen } from '../support/test-when.js';
import type { WebSocketPlatform } from './support/platform.js';
import { expectSilence, Lighthouse } from './support/silence.js';
import { gatewayPort, startTestApp } from './support/test-app.js';

/** What handlers get, and how their answers reach the client. */
export function describeMessages(platform: WebSocketPlatform): void {
  it('answers with what a handler returns', async () => {
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

  it('hands over a property of the body', async () => {
    const port = await gatewayPort(platform);
    @WebSocketGateway(port)
    class EventsGateway {
      @SubscribeMessage('id')
      id(@MessageBody('id') id: unknown) {
        return { id: id ?? null, type: typeof id };
      }
    }
    const testApp = await startTestApp(platform, port, [EventsGateway]);
    const client = await testApp.connect();
    expect(await client.ask('id', { id: 5 })).toEqual({ id: 5, type: 'number' });
    expect(await client.ask('id', 'no object')).toEqual({ id: null, type: 'undefined' });
    expect(await client.ask('id')).toEqual({ id: null, type: 'undefined' });
  });

  it('hands over undefined where a message has no data, and null where that is its data', async () => {
    const port = await gatewayPort(platform);
    @WebSocketGateway(port)
    class EventsGateway {
      @SubscribeMessage('data')
      data(@MessageBody() data: unknown) {
        return { event: 'received', data: data === null ? 'null' : typeof data };
      }
    }
    const testApp = await startTestApp(platform, port, [EventsGateway]);
    const client = await testApp.connect();
    client.send('data');
    client.send('data', null);
    expect([await client.next('received'), await client.next('received')]).toEqual(['undefined', 'null']);
  });

  it('sends the body, or a property of it, through pipes', async () => {
    const port = await gatewayPort(platform);
    @WebSocketGateway(port)
    class EventsGateway {
      @SubscribeMessage('body')
      body(@MessageBody(ParseIntPipe) value: number) {
        return { value };
      }
      @SubscribeMessage('property')
      property(@MessageBody('id', ParseIntPipe) value: number) {
        return { value };
      }
    }
    const testApp = await startTestApp(platform, port, [EventsGateway]);
    const client = await testApp.connect();
    expect(await client.ask('body', '12')).toEqual({ value: 12 });
    expect(await client.ask('property', { id: '13' })).toEqual({ value: 13 });
  });

  it('hands over the socket of the client', async () => {
    const port = await gatewayPort(platform);
    @WebSocketGateway(port)
    class EventsGateway {
      connected: unknown;
      handleConnection(client: unknown) {
        this.connected = client;
      }
      @SubscribeMessage('same')
      same(@MessageBody() data: string, @ConnectedSocket() client: unknown) {
        return { data, same: client === this.connected };
      }
    }
    const testApp = await startTestApp(platform, port, [EventsGateway]);
    const client = await testApp.connect();
    expect(await client.ask('same', 'x')).toEqual({ data: 'x', same: true });
  });

  it('calls an undecorated handler with the client and the data', async () => {
    const port = await gatewayPort(platform);
    @WebSocketGateway(port)
    class EventsGateway {
      connected: unknown;
      handleConnection(client: unknown) {
        this.connected = client;
      }
      @SubscribeMessage('plain')
      plain(client: unknown, data: unknown) {
        return { same: client === this.connected, data };
      }
    }
    const testApp = await startTestApp(platform, port, [EventsGateway]);
    const client = await testApp.connect();
    expect(await client.ask('plain', { a: 1 })).toEqual({ same: true, data: { a: 1 } });
  });

  it('serves plain JavaScript with @Bind', async () => {
    const port = await gatewayPort(platform);
    class EventsGateway {
      handleEvent(data: unknown, client: unknown) {
        return { data, hasClient: typeof client };
      }
    }
    const descriptor = Object.getOwnPropertyDescriptor(EventsGateway.prototype, 'handleEvent')!;
    Bind(MessageBody(), ConnectedSocket())(EventsGateway.prototype, 'handleEvent', descriptor);
    SubscribeMessage('events')(EventsGateway.prototype, 'handleEvent', descriptor);
    WebSocketGateway(port)(EventsGateway);
    const testApp = await startTestApp(platform, port, [EventsGateway]);
    const client = await testApp.connect();
    expect(await client.ask('events', 'x')).toEqual({ data: 'x', hasClient: 'object' });
  });

  it('hands over what custom parameter decorators make', async () => {
    const port = await gatewayPort(platform);
    const Pattern = createParamDecorator(
      (prefix: string, context: ExecutionContext) => `${prefix}${context.switchToWs().getPattern()}`,
    );
    @WebSocketGateway(port)
    class EventsGateway {
      @SubscribeMessage('custom')
      custom(@Pattern('it is ') text: string) {
        return { text };
      }
    }
    const testApp = await startTestApp(platform, port, [EventsGateway]);
    const client = await testApp.connect();
    expect(await client.ask('custom')).toEqual({ text: 'it is custom' });
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
  ])('does not answer when a handler returns %s, at once or later', async (_name, value) => {
    const port = await gatewayPort(platform);
    @WebSocketGateway(port)
    class EventsGateway extends Lighthouse {
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
    await expectSilence(client);
  });

  it('lets every gateway answer that subscribes to a message', async () => {
    const port = await gatewayPort(platform);
    @WebSocketGateway(port)
    class First {
      @SubscribeMessage('both')
      both(@MessageBody() data: string) {
        return { event: 'first', data };
      }
    }
    @WebSocketGateway(port)
    class Second {
      @SubscribeMessage('both')
      async both(@MessageBody() data: string) {
        return { event: 'second', data };
      }
      @SubscribeMessage('own')
      own() {
        return { event: 'own', data: 1 };
      }
    }
    const testApp = await startTestApp(platform, port, [First, Second]);
    const client = await testApp.connect();
    client.send('both', 'x');
    expect([await client.next('first'), await client.next('second')]).toEqual(['x', 'x']);
    client.send('own');
    expect(await client.next('own')).toBe(1);
  });

  it('subscribes a method to every message that it names', async () => {
    const port = await gatewayPort(platform);
    @WebSocketGateway(port)
    class EventsGateway {
      @SubscribeMessage('one')
      @SubscribeMessage('two')
      @SubscribeMessage('one')
      either(@MessageBody() data: unknown) {
        return { event: 'either', data };
      }
    }
    const testApp = await startTestApp(platform, port, [EventsGateway]);
    const client = await testApp.connect();
    for (const event of ['one', 'two']) {
      client.send(event, event);
      expect(await client.next('either')).toBe(event);
    }
    expect(client.rest).toEqual([]);
  });

  it('gives adapters a promise of every result', async () => {
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
              const result = handler.callback(...args) as Promise<unknown>;
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

  it('inherits handlers, and leaves out those that are overridden without a decorator', async () => {
    const port = await gatewayPort(platform);
    class Base extends Lighthouse {
      @SubscribeMessage('inherited')
      inherited() {
        return { event: 'inherited', data: this.constructor.name };
      }
      @SubscribeMessage('overridden')
      overridden(): unknown {
        return { event: 'overridden', data: 1 };
      }
    }
    @WebSocketGateway(port)
    class Derived extends Base {
      override overridden() {
        return { event: 'overridden', data: 2 };
      }
    }
    const testApp = await startTestApp(platform, port, [Derived]);
    const client = await testApp.connect();
    client.send('inherited');
    expect(await client.next('inherited')).toBe('Derived');
    client.send('overridden');
    await expectSilence(client);
  });

  it('starts only gateways that stand in providers, injects into them and injects them', async () => {
    const port = await gatewayPort(platform);
    @Injectable()
    class Greeter {
      greet(name: unknown) {
        return `Hello ${name}`;
      }
    }
    @WebSocketGateway(port)
    class Listed extends Lighthouse {
      constructor(private readonly greeter: Greeter) {
        super();
      }
      @SubscribeMessage('greet')
      greet(@MessageBody() name: unknown) {
        return { event: 'greeting', data: this.greeter.greet(name) };
      }
    }
    @WebSocketGateway(port)
    class Unlisted {
      @SubscribeMessage('unlisted')
      unlisted() {
        return { event: 'unlisted', data: 1 };
      }
    }
    @Injectable()
    class Friend {
      constructor(readonly gateway: Listed) {}
    }
    const testApp = await startTestApp(platform, port, [Greeter, Listed, Friend]);
    expect(testApp.app.get(Friend).gateway).toBe(testApp.app.get(Listed));
    expect(Unlisted).toBeDefined();
    const client = await testApp.connect();
    client.send('greet', 'Ada');
    expect(await client.next('greeting')).toBe('Hello Ada');
    client.send('unlisted');
    await expectSilence(client);
  });

  it('keeps the order of a client', async () => {
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
  ])('carries text of every kind: %s', async (_name, length) => {
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

  itWhen(platform.capabilities.objectPatterns, 'subscribes to object patterns', async () => {
    const port = await gatewayPort(platform);
    @WebSocketGateway(port)
    class EventsGateway {
      @SubscribeMessage({ cmd: 'sum', of: 'two' })
      sum(@MessageBody() [a, b]: [number, number]) {
        return { event: 'sum', data: a + b };
      }
    }
    const testApp = await startTestApp(platform, port, [EventsGateway]);
    const client = await testApp.connect();
    client.send({ cmd: 'sum', of: 'two' }, [1, 2]);
    expect(await client.next('sum')).toBe(3);
  });
}
