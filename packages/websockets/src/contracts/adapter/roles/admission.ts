import type { IncomingMessage } from 'node:http';
import type { PathParameters } from '@portico/core/transports';
import type { ClientLimits } from '../client-limits.js';
import type { HandshakeCheck, HandshakeRefusal } from '../handshake.js';

/** Which clients may connect. */
export interface Admission<TServer = any, TClient = any> {
  /**
   * Calls a check for every client before the client is accepted. Called once for a server whose gateways restrict
   * their clients. Without it, clients are accepted first, and closed with 1008 before any hook or handler if the check
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
  /**
   * Whether clients can reach a server whose `path` has parameters, such as `/rooms/:room`: with `path` of an
   * `UpgradeRoute`, or in another way. Without it, a gateway with such a path logs a warning.
   */
  readonly matchesPaths?: boolean;
  /** Returns the path parameters of a client, if `UpgradeRouter` has not stored them with its request. */
  pathParameters?(client: TClient): PathParameters;
}
