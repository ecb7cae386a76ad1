import type { RecoveryOptions } from '../../options/recovery-options.js';
import type { RoomAdapterFactory, RoomNamespace } from '../room-adapter.js';

/**
 * Where rooms are kept, and what outlasts a connection.
 *
 * @example
 * roomAdapter(): RoomAdapterFactory | undefined {
 *   return createAdapter(this.publisher, this.subscriber); // of @socket.io/redis-adapter
 * }
 * @see docs/websocket-adapters.md#optional-members
 */
export interface RoomSupport<TServer = any> {
  /**
   * Returns the rooms of a library that has rooms: an object with the interface of a socket.io namespace, whose clients
   * have the interface of its sockets. Without it, the rooms are kept by {@link roomAdapter}.
   */
  roomNamespace?(server: TServer): RoomNamespace;
  /**
   * Creates the room adapter that shares the rooms of a server with other processes, such as that of `createAdapter()`
   * of `@socket.io/redis-adapter`. Without it, or if it returns `undefined`, rooms exist only in this process.
   */
  roomAdapter?(server: TServer): RoomAdapterFactory | undefined;
  /**
   * Whether and how long the sessions of disconnected clients are kept; a gateway can override it. Default: not kept.
   */
  readonly connectionStateRecovery?: RecoveryOptions | undefined;
}
