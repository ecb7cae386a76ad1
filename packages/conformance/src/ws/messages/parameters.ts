import { Bind, createParamDecorator, type ExecutionContext, ParseIntPipe } from '@portico/common';
import { ConnectedSocket, MessageBody, SubscribeMessage, WebSocketGateway } from '@portico/websockets';
import { expect, it } from 'vitest';
import type { WebSocketPlatform } from '../support/platform.js';
import { gatewayPort, startTestApp } from '../support/test-app.js';

/** The arguments of handlers. */
export function describeParameters(platform: WebSocketPlatform): void {
  it('passes a property of the body', async () => {
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

  it('passes undefined for a property that the data does not have itself', async () => {
    const port = await gatewayPort(platform);
    @WebSocketGateway(port)
    class Gateway {
      @SubscribeMessage('read') read(
        @MessageBody('length') length: unknown,
        @MessageBody('constructor') constructed: unknown,
        @MessageBody('__proto__') proto: unknown,
      ) {
        return { event: 'read', data: [typeof length, typeof constructed, typeof proto] };
      }
    }
    const { connect } = await startTestApp(platform, port, [Gateway]);
    const client = await connect();
    for (const data of [{ a: 1 }, 'text', 5, true]) {
      client.send('read', data);
      expect(await client.next('read')).toEqual(['undefined', 'undefined', 'undefined']);
    }
    client.send('read', { length: 1, constructor: 'own' });
    expect(await client.next('read')).toEqual(['number', 'string', 'undefined']);
  });

  it('passes undefined for a message without data, and null if the data is null', async () => {
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

  it('passes the body, or a property of it, through pipes', async () => {
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

  it('passes the socket of the client', async () => {
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

  it('supports @Bind for plain JavaScript', async () => {
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

  it('passes the results of custom parameter decorators', async () => {
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
}
