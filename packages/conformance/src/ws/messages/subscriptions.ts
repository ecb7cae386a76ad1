import { Injectable } from '@portico/common';
import { MessageBody, SubscribeMessage, WebSocketGateway } from '@portico/websockets';
import { expect, it } from 'vitest';
import { itWhen } from '../../support/test-when.js';
import { expectNoReply, MarkerGateway } from '../support/expect-no-reply.js';
import type { WebSocketPlatform } from '../support/platform.js';
import { gatewayPort, startTestApp } from '../support/test-app.js';

/** Which methods of which classes handle a message. */
export function describeSubscriptions(platform: WebSocketPlatform): void {
  it('calls all gateways that subscribe to a message', async () => {
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

  it('subscribes a method to several messages', async () => {
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

  it('inherits handlers, except those that are overridden without a decorator', async () => {
    const port = await gatewayPort(platform);
    class Base extends MarkerGateway {
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
    await expectNoReply(client);
  });

  it('starts only gateways that are listed as providers, and injects into them and from them', async () => {
    const port = await gatewayPort(platform);
    @Injectable()
    class Greeter {
      greet(name: unknown) {
        return `Hello ${name}`;
      }
    }
    @WebSocketGateway(port)
    class Listed extends MarkerGateway {
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
    await expectNoReply(client);
  });

  it('subscribes to numbers, such as the values of an enum', async () => {
    enum Code {
      Hello,
      Sum = 7,
    }
    const port = await gatewayPort(platform);
    @WebSocketGateway(port)
    class CodesGateway {
      @SubscribeMessage(Code.Hello)
      hello(@MessageBody() data: unknown) {
        return { event: 'hello', data };
      }
      @SubscribeMessage(Code.Sum)
      sum(@MessageBody() [a, b]: [number, number]) {
        return { event: 'sum', data: a + b };
      }
    }
    const testApp = await startTestApp(platform, port, [CodesGateway]);
    const client = await testApp.connect();
    client.send(Code.Hello, 'Ada');
    expect(await client.next('hello'), 'the reply to the number 0').toBe('Ada');
    client.send(Code.Sum, [1, 2]);
    expect(await client.next('sum'), 'the reply to the number 7').toBe(3);
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
