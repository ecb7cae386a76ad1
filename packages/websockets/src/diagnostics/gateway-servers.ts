import type { MessageStats } from '../dispatch/dispatch-stats.js';
import type { ServerPlace } from './server-place.js';

/** One server with its gateways. The values are current whenever they are read. */
export interface GatewayServerStatus extends ServerPlace {
  /** The names of the classes. */
  readonly gateways: readonly string[];
  /** How many clients are connected. */
  readonly clients: number;
  readonly stats: MessageStats;
}

const servers = new Set<GatewayServerStatus>();

/**
 * The servers of all gateways of this process that accept clients.
 *
 * @example
 * const clients = [...gatewayServers()].reduce((sum, server) => sum + server.clients, 0);
 * @see docs/observability.md
 */
export function gatewayServers(): Iterable<GatewayServerStatus> {
  return servers.values();
}

/** Registers a server; returns a function that unregisters it. */
export function announceServer(server: GatewayServerStatus): () => void {
  servers.add(server);
  return () => servers.delete(server);
}
