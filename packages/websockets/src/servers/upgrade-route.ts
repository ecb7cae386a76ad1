import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { HandshakeCheck } from '../contracts/handshake.js';

/** One owner of paths on an HTTP server: it has a `path`, or `owns`, or both. */
export interface UpgradeRoute {
  /**
   * The path that the owner serves, in the syntax of HTTP routes, such as `/rooms/:room`; its parameters are kept with the request.
   * A slash at its end is optional for clients, unless `requiresSlash` is set. If several owners match a request, the most specific path gets it.
   */
  readonly path?: string;
  /** Whether clients have to send the slash at the end of `path`, as those of socket.io do. */
  readonly requiresSlash?: boolean;
  /**
   * Returns whether a path is the owner's; `path` is not matched then. Asked before anyone else on the server sees the
   * request.
   *
   * @param pathname decoded, but for `%2F` and `%25`; with its slashes as the client wrote them
   */
  owns?(pathname: string, request: IncomingMessage): boolean;
  /** Whether the owner also takes the paths that no other owner has: it named none, and has the port for itself. */
  readonly ownsRest?: boolean;
  /** Returns whether the owner takes no more clients: they are refused with 503 and `Retry-After`. */
  isClosing?(): boolean;
  /** The check of the owner's clients, before they are passed to `handle`: what `bindHandshake` of its adapter was called with. */
  handshakeCheck?(): HandshakeCheck | undefined;
  /** Takes the connection over. */
  handle(request: IncomingMessage, socket: Duplex, head: Buffer): void;
}
