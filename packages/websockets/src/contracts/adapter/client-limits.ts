import type { IncomingMessage } from 'node:http';

/**
 * How many clients the gateways of one server accept; `Infinity` if they do not limit it.
 *
 * @example
 * limitConnections(server: Server, limits: ClientLimits, onRefused): void {
 *   this.connections.add(limits); // a ConnectionLimits
 * }
 * @see docs/websocket-adapters.md#optional-members
 */
export interface ClientLimits {
  readonly maxClients: number;
  readonly maxClientsPerAddress: number;
  readonly maxHandshakesPerSecond: number;
  /** Returns the address of a client, or an empty string if it is not known. */
  addressOf(request: IncomingMessage): string;
}
