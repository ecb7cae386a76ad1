import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { HandshakeCheck } from '../contracts/adapter/handshake.js';

/**
 * A WebSocket server on an HTTP server, with the paths that it serves: `path`, `owns`, or both.
 *
 * @example
 * const route: UpgradeRoute = {
 *   path: '/rooms/:room',
 *   isClosing: () => this.isClosing(server),
 *   handshakeCheck: () => this.checks.get(server), // that of bindHandshake()
 *   handle: (request, socket, head) => server.handleUpgrade(request, socket, head, accept),
 * };
 * @see docs/websocket-adapters.md#share-a-port-with-other-websocket-servers
 */
export interface UpgradeRoute {
  /**
   * The path, in the syntax of HTTP routes, such as `/rooms/:room`; its parameters are stored with the request. Clients
   * may add a slash at its end; with `requiresSlash` they have to. If several routes match a request, the one with the
   * most specific path is used.
   */
  readonly path?: string;
  /** Whether clients have to send the slash at the end of `path`, as those of socket.io do. */
  readonly requiresSlash?: boolean;
  /**
   * Returns whether the server serves a path; `path` is not matched then. Called before the listeners of the HTTP
   * server.
   *
   * @param pathname decoded, but for `%2F` and `%25`; with its slashes as the client wrote them
   */
  owns?(pathname: string, request: IncomingMessage): boolean;
  /** Whether paths that match no other route are served too: for a gateway without a path on a port of its own. */
  readonly ownsRest?: boolean;
  /** Returns whether new clients are refused, with 503 and `Retry-After`. */
  isClosing?(): boolean;
  /** Returns the check that clients have to pass before `handle` is called: the argument of `bindHandshake()`. */
  handshakeCheck?(): HandshakeCheck | undefined;
  /** Accepts the connection. */
  handle(request: IncomingMessage, socket: Duplex, head: Buffer): void;
}
