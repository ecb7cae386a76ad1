import { Controller } from '@portico/common';
import { assertType, describe, expectTypeOf, it } from 'vitest';
import { ConnectedClient, clientOf, type GatewayClient, GatewayClients, WebSocketGateway } from '../index.js';

interface User {
  name: string;
}

interface Events {
  said: { from: string; text: string };
  ended: undefined;
}

declare const client: GatewayClient<User, Events>;
declare const clients: GatewayClients<User, Events>;

describe('the types of clients', () => {
  it('know the data and the events', async () => {
    expectTypeOf(client.data).toEqualTypeOf<User>();
    client.emit('said', { from: 'Ana', text: 'hello' });
    client.emit('ended');
    client.volatile.emit('ended');
    clients.to('room').except(client.id).volatile.emit('said', { from: 'Ana', text: 'hello' });
    client.to(['a', 'b']).emit('ended');
    expectTypeOf((await clients.in('room').fetch())[0]?.data).toEqualTypeOf<User | undefined>();
    expectTypeOf(await client.request<number>('double', 1)).toEqualTypeOf<number>();
    expectTypeOf(await clients.request<number>('double', 1)).toEqualTypeOf<number[]>();
  });

  it('refuse what is not declared', () => {
    // @ts-expect-error: there is no such event
    client.emit('sayd', { from: 'Ana', text: 'hello' });
    // @ts-expect-error: data is missing
    client.emit('said');
    // @ts-expect-error: the data has another type
    clients.to('room').emit('said', { from: 1, text: 'hello' });
    // @ts-expect-error: this event has no data
    client.to('room').emit('ended', 1);
    // @ts-expect-error: no such property
    void client.data.age;
    // @ts-expect-error: rooms are named by strings
    void client.join(5);
    // @ts-expect-error: a client is not created by an application
    client.id = 'x';
  });

  it('allow everything without type arguments', () => {
    assertType<GatewayClient>(client);
    const any = {} as GatewayClient;
    any.emit('anything', 1);
    any.emit('anything');
    any.data.anything = 1;
    expectTypeOf(clientOf({} as Map<string, number>)?.native).toEqualTypeOf<Map<string, number> | undefined>();
  });

  it('fit where the decorators are used', () => {
    @WebSocketGateway()
    class ChatGateway {
      @GatewayClients() readonly clients!: GatewayClients<User, Events>;
      handleConnection(@ConnectedClient() _client: GatewayClient<User, Events>) {}
    }
    @Controller()
    class NewsController {
      constructor(
        readonly byType: GatewayClients,
        @GatewayClients(ChatGateway) readonly ofChat: GatewayClients<User, Events>,
        @GatewayClients(() => ChatGateway) readonly later: GatewayClients,
      ) {}
    }
    // @ts-expect-error: not the class of a gateway
    GatewayClients('ChatGateway');
    // @ts-expect-error: it is not constructed
    new GatewayClients();
    void NewsController;
  });
});
