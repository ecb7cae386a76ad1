import { expectTypeOf, it } from 'vitest';
import type * as Adapters from '../../adapters.js';
import type * as Application from '../../index.js';
import type { GatewayAdapter } from './gateway-adapter.js';
import type { FlowControl } from './roles/flow-control.js';
import type { MessageTransport } from './roles/message-transport.js';

interface Server {
  readonly address: string;
}
interface Client {
  readonly id: number;
}

it('needs the documented members only', () => {
  expectTypeOf<{
    create(port: number): Server;
    bindClientConnect(server: Server, callback: Function): void;
    bindMessageHandlers(client: Client): void;
    close(server: Server): void;
  }>().toExtend<GatewayAdapter<Server, Client>>();
  expectTypeOf<{ create(port: number): Server }>().not.toExtend<GatewayAdapter<Server, Client>>();
});

it('passes the types of the server and of the client to each role', () => {
  type Member<K extends keyof GatewayAdapter> = NonNullable<GatewayAdapter<Server, Client>[K]>;
  expectTypeOf<Parameters<Member<'sendReply'>>[0]>().toEqualTypeOf<Client>();
  expectTypeOf<Parameters<Member<'pauseClient'>>[0]>().toEqualTypeOf<Client>();
  expectTypeOf<Parameters<Member<'bindHandshake'>>[0]>().toEqualTypeOf<Server>();
  expectTypeOf<Parameters<Member<'pathParameters'>>[0]>().toEqualTypeOf<Client>();
  expectTypeOf<Parameters<Member<'closeClient'>>[0]>().toEqualTypeOf<Client>();
  expectTypeOf<Parameters<Member<'roomNamespace'>>[0]>().toEqualTypeOf<Server>();
  expectTypeOf<Parameters<Member<'whenListening'>>[0]>().toEqualTypeOf<Server>();
});

it('can be taken for one of its roles', () => {
  expectTypeOf<GatewayAdapter<Server, Client>>().toExtend<MessageTransport<Client>>();
  expectTypeOf<GatewayAdapter<Server, Client>>().toExtend<FlowControl<Client>>();
  expectTypeOf<GatewayAdapter<Server, string>>().not.toExtend<{ sendReply?(client: Client): void }>();
});

it('refuses members with other types', () => {
  class Base {
    create(): Server {
      return { address: '' };
    }
    bindClientConnect(): void {}
    bindMessageHandlers(): void {}
    close(): void {}
  }
  class Pausing extends Base implements GatewayAdapter<Server, Client> {
    // @ts-expect-error - whether the transport was paused
    pauseClient(_client: Client): string {
      return 'paused';
    }
  }
  class Sending extends Base implements GatewayAdapter<Server, Client> {
    // @ts-expect-error - the client of another library
    sendReply(_client: { socket: string }): void {}
  }
  expectTypeOf<Pausing | Sending>().toExtend<Base>();
});

it('is not among the names for applications', () => {
  type AdapterNames = keyof typeof Adapters;
  expectTypeOf<Extract<AdapterNames, keyof typeof Application>>().toEqualTypeOf<'AbstractWsAdapter'>();
});
