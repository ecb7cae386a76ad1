import type { INestApplicationContext, WebSocketAdapter } from '@portico/common';
import type { ClientProtocol } from './client-protocol.js';
import type { Admission } from './roles/admission.js';
import type { Disconnection } from './roles/disconnection.js';
import type { FlowControl } from './roles/flow-control.js';
import type { MessageTransport } from './roles/message-transport.js';
import type { RoomSupport } from './roles/room-support.js';
import type { ServerEndpoints } from './roles/server-endpoints.js';

/**
 * The optional members of an adapter, by their roles, in addition to the documented contract. An adapter works without
 * any of them, and can implement any of them. `AbstractWsAdapter` implements this interface.
 *
 * @example
 * class MyAdapter implements GatewayAdapter<Server, WebSocket, MyOptions> { ... }
 * @see docs/websocket-adapters.md#optional-members
 */
export interface GatewayAdapter<TServer = any, TClient = any, TOptions = any>
  extends WebSocketAdapter<TServer, TClient, TOptions>,
    MessageTransport<TClient>,
    FlowControl<TClient>,
    Admission<TServer>,
    Disconnection<TClient>,
    RoomSupport<TServer>,
    ServerEndpoints<TServer, TClient> {
  /**
   * The names of all options of `@WebSocketGateway()` that the adapter and its library have, apart from those that every
   * gateway has: an option with a similar name is logged as misspelled. Without it, names are not checked.
   */
  readonly optionNames?: readonly string[];
  /** What clients speak, for documents that describe the application. Default: a WebSocket with frames that are not known. */
  readonly clientProtocol?: ClientProtocol;
  /** Whether handler results are compared with the definitions of their messages; a gateway can override it. */
  readonly validateReplies?: boolean | undefined;
  /**
   * Called with the application before the first server is created, if the adapter is a provider (`WS_ADAPTER`),
   * because its constructor cannot receive the application. The applications of a testing module share a provided adapter:
   * then it is called for each of them.
   */
  bindApplication?(application: INestApplicationContext): void;
  /** Called once after all servers are closed, those of every application that shares the adapter. */
  dispose?(): void | Promise<void>;
}
