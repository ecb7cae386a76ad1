import type { BodyLimits } from './body-limits.js';
import type { DispatchOptions } from './dispatch-options.js';
import type { HandshakeOptions } from './handshake-options.js';
import type { RecoveryOptions } from './recovery-options.js';
import type { RoomOptions } from './room-options.js';

/** The options of gateways on every platform. The options of a platform extend them. */
export interface GatewayOptions extends HandshakeOptions {
  /** The path to serve. Default: `/socket.io` for socket.io, `/` for ws. */
  path?: string | undefined;
  /**
   * Whether messages of a client are queued until an asynchronous `handleConnection` of this gateway has completed. Set
   * it to `false` for a hook that runs for as long as the client is connected. Default: `true`.
   */
  waitForConnection?: boolean | undefined;
  /**
   * How long request-scoped providers live, the gateway itself included: one instance per client, with the client as
   * `REQUEST`, or one per message, with a `MessageRequest`. Default: `'connection'`.
   */
  requestScope?: 'connection' | 'message' | undefined;
  /** How messages of one client are handled. Default: that of the adapter. */
  dispatch?: DispatchOptions | undefined;
  /**
   * How many bytes may be buffered for a client before async iterables are paused. Default: that of the adapter, 64
   * KiB.
   */
  highWaterMark?: number | undefined;
  /**
   * Lets clients continue their session after their connection was lost: on socket.io, and on ws for clients of
   * `portico.1`. Default: that of the adapter, off.
   */
  connectionStateRecovery?: RecoveryOptions | undefined;
  /** Limits for the bodies of messages that `defineMessages()` defines. */
  bodyLimits?: BodyLimits | undefined;
  /**
   * Whether handler results are compared with the definitions of their messages, for tests and development. A result
   * that does not match fails the handler. Default: that of the adapter, `false`.
   */
  validateReplies?: boolean | undefined;
  /** Limits of the rooms of one client. */
  rooms?: RoomOptions | undefined;
}
