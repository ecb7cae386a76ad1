import type { ShutdownOptions } from '../../options/shutdown-options.js';
import type { Expiry } from '../expiry.js';

/**
 * How clients are disconnected, and how that is noticed.
 *
 * @example
 * closeClient(client: WebSocket, code: number, reason: string): void {
 *   client.close(code, reason);
 * }
 * @see docs/websocket-adapters.md#optional-members
 */
export interface Disconnection<TClient = any> {
  /**
   * Calls a listener when a client has disconnected, with the client and with what `bindClientDisconnect` passes; used in
   * its place. All clients of a server share the listener, so that none is created for each.
   */
  bindDisconnect?(client: TClient, listener: (client: TClient, ...reason: unknown[]) => void): void;
  /**
   * Returns whether a client is still connected: `false` as soon as the gateway has closed the connection. Without it,
   * the `readyState` of a WebSocket or `connected` of a socket.io client is used.
   */
  isClientConnected?(client: TClient): boolean;
  /**
   * Disconnects one client with a closing handshake, after everything that was sent to it. Without it, `close`
   * disconnects all clients together when no message of any client is running.
   *
   * @param code a close code of RFC 6455, for libraries that can send one: 1012 when the server closes, after which
   *   clients should reconnect
   */
  closeClient?(client: TClient, code: number, reason: string): void;
  /**
   * For libraries that recover sessions themselves: the date that `disconnectAt()` had set for the earlier connection of
   * a client.
   */
  restoredExpiry?(client: TClient): Expiry | undefined;
  /** How clients are disconnected when the application closes. */
  readonly shutdown?: ShutdownOptions | undefined;
  /** Whether `close` terminates connections immediately; set by the application option of that name. */
  forceCloseConnections?: boolean;
}
