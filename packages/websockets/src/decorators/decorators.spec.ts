import 'reflect-metadata';
import { Bind } from '@portico/common';
import { readParameterRecords } from '@portico/common/internal';
import { describe, expect, it } from 'vitest';
import { defineMessages } from '../messages/define-messages.js';
import { SERVER_PROPERTIES } from '../metadata/keys.js';
import { markedProperties } from '../metadata/marked-properties.js';
import { Ack } from './ack.js';
import { ConnectedSocket } from './connected-socket.js';
import { MessageBody } from './message-body.js';
import { SubscribeMessage } from './subscribe-message.js';
import { WebSocketGateway } from './web-socket-gateway.js';
import { WebSocketServer } from './web-socket-server.js';

describe('the metadata that third-party modules read', () => {
  it.each([
    [[], 0, {}],
    [[80], 80, {}],
    [[{ path: '/x' }], 0, { path: '/x' }],
    [[80, { namespace: 'n' }], 80, { namespace: 'n' }],
  ])('@WebSocketGateway(%j)', (args, port, options) => {
    class Gateway {}
    (WebSocketGateway as (...given: unknown[]) => ClassDecorator)(...args)(Gateway);
    expect(Reflect.getMetadata('websockets:is_gateway', Gateway)).toBe(true);
    expect(Reflect.getMetadata('port', Gateway)).toBe(port);
    expect(Reflect.getMetadata('websockets:gateway_options', Gateway)).toEqual(options);
  });

  it('@SubscribeMessage() and @WebSocketServer()', () => {
    class Gateway {
      @WebSocketServer() server: unknown;
      @SubscribeMessage({ cmd: 1 })
      handle() {}
    }
    expect(Reflect.getMetadata('message', Gateway.prototype.handle)).toEqual({ cmd: 1 });
    expect(Reflect.getMetadata('websockets:message_mapping', Gateway.prototype.handle)).toBe(true);
    expect(Reflect.getMetadata('websockets:is_socket', Gateway.prototype, 'server')).toBe(true);
  });

  it('@MessageBody(), @ConnectedSocket() and @Ack()', () => {
    class Gateway {
      handle(@MessageBody('id') _id: unknown, @ConnectedSocket() _client: unknown, @Ack() _ack: unknown) {}
    }
    expect(Reflect.getMetadata('__routeArguments__', Gateway, 'handle')).toEqual({
      '3:0': { index: 0, data: 'id', pipes: [] },
      '0:1': { index: 1, data: undefined, pipes: [] },
      '13:2': { index: 2, data: undefined, pipes: [] },
    });
  });
});

describe('standard decorators', () => {
  const context = (kind: string, name: string, metadata = {}) =>
    ({ kind, name, metadata, addInitializer() {} }) as never;

  it('subscribe a method, with @Bind for its parameters', () => {
    class Gateway {
      handle() {}
    }
    const { handle } = Gateway.prototype;
    SubscribeMessage('events')(handle, context('method', 'handle'));
    Bind(MessageBody(), Ack())(handle, context('method', 'handle'));
    expect(Reflect.getMetadata('message', handle)).toBe('events');
    expect(readParameterRecords(Gateway, 'handle').map(({ paramtype }) => paramtype)).toEqual([3, 13]);
  });

  it('subscribe a method to a defined message', () => {
    const chat = defineMessages({ say: {}, shout: {} });
    class Gateway {
      handle() {}
    }
    const { handle } = Gateway.prototype;
    SubscribeMessage(chat.shout)(handle, context('method', 'handle'));
    SubscribeMessage('whisper')(handle, context('method', 'handle'));
    SubscribeMessage(chat.say)(handle, context('method', 'handle'));
    expect(Reflect.getMetadata('message', handle)).toBe('say');
    expect(Reflect.getMetadata('portico:websockets:message-patterns', handle)).toEqual(['say', 'whisper', 'shout']);
    expect(Reflect.getMetadata('portico:websockets:message-definitions', handle)).toEqual([chat.say, chat.shout]);
  });

  it('mark the class and its server', () => {
    class Gateway {}
    const metadata = {};
    WebSocketServer()(undefined, context('field', 'server', metadata));
    Object.defineProperty(Gateway, (Symbol as never as { metadata: symbol }).metadata, { value: metadata });
    WebSocketGateway(81)(Gateway, context('class', 'Gateway', metadata));
    expect(markedProperties(SERVER_PROPERTIES, Gateway)).toEqual(['server']);
    expect(Reflect.getMetadata('port', Gateway)).toBe(81);
  });
});

describe('marked properties', () => {
  it('include those of ancestors, without changing them', () => {
    class Base {
      @WebSocketServer() one: unknown;
    }
    class Derived extends Base {
      @WebSocketServer() two: unknown;
    }
    expect(markedProperties(SERVER_PROPERTIES, Derived)).toEqual(['one', 'two']);
    expect(markedProperties(SERVER_PROPERTIES, Base)).toEqual(['one']);
  });
});

describe('a decorator in the wrong place', () => {
  it('says where it belongs', () => {
    expect(() => SubscribeMessage('x')(class Gateway {} as never, undefined as never, undefined as never)).toThrow(
      'Put @SubscribeMessage() on a method.',
    );
  });
});
