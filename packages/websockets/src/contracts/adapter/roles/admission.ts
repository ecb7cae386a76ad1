import type { IncomingMessage } from 'node:http';
import type { ClientLimits } from '../client-limits.js';
import type { HandshakeCheck, HandshakeRefusal } from '../handshake.js';

/**
 * Which clients may connect.
 *
 * @example
 * // UpgradeRouter calls the check: UpgradeRouter.of(httpServer).add({ path, handshakeCheck: () => this.checks.get(server), handle });
 * bindHandshake(server: Server, check: HandshakeCheck): boolean {
 *   this.checks.set(server, check);
 *   return true;
 * }
 * @see docs/websocket-adapters.md#optional-members
 */
export interface Admission<TServer = any> {
  /**
   * Calls a check for every client before the client is accepted. Called once for a server whose gateways restrict
   * their clients. An adapter with `UpgradeRouter` keeps the check and returns it from `handshakeCheck` of its
   * `UpgradeRoute`. Without it, clients are accepted first, and closed with 1008 before any hook or handler if the check
   * refuses them.
   *
   * @returns whether the clients of this server are checked; `false` if a subclass has created the server in a way that
   *   the adapter cannot intercept
   */
  bindHandshake?(server: TServer, check: HandshakeCheck): boolean;
  /**
   * For libraries in which a connection exists before its clients do: limits the connections, for example with
   * `ConnectionLimits`. Called once for each server, before {@link bindHandshake}; servers can share connections.
   *
   * @param onRefused to be called for each connection that is refused
   */
  limitConnections?(
    server: TServer,
    limits: ClientLimits,
    onRefused: (request: IncomingMessage, refusal: HandshakeRefusal) => void,
  ): void;
  /**
   * Called when the application begins to close: new clients are refused from now on. Connected clients stay connected.
   */
  beforeClose?(server: TServer): void;
}
