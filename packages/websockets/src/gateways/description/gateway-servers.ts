import type { INestApplicationContext } from '@portico/common';
import { ApplicationConfig } from '@portico/core';
import type { GatewayClient } from '../../contracts/gateways/gateway-client.js';
import type { ServerPlace } from '../../diagnostics/server-place.js';
import type { MessageStats } from '../../dispatch/dispatch-stats.js';
import { directoryOf } from '../../rooms/gateway-directory.js';

/** A client that is connected to this process. */
export interface ClientStatus {
  readonly client: GatewayClient;
  /** Those that it is in, its own included. Reading them makes no rooms, other than `client.rooms`. */
  readonly rooms: ReadonlySet<string>;
}

/** One server with its gateways. The values are current whenever they are read. */
export interface GatewayServerStatus extends ServerPlace {
  /** The names of the classes. */
  readonly gateways: readonly string[];
  /** The name of the adapter, or that of its class. */
  readonly adapter: string;
  /** The dedicated port of its gateways; 0 for that of the application. */
  readonly port: number;
  /** How many clients are connected. */
  readonly clients: number;
  /** How many rooms have clients, without the room that each client has for itself. */
  readonly rooms: number;
  readonly stats: MessageStats;
  /** Returns the clients that are connected to this process, in the order in which they have connected. */
  connected(): Iterable<ClientStatus>;
  /** Returns how many clients of this process are in each room, without the room that each client has for itself. */
  roomSizes(): ReadonlyMap<string, number>;
}

const servers = new Set<GatewayServerStatus>();

/**
 * Returns the servers of gateways that accept clients.
 *
 * @param application default: all applications of this process
 * @example
 * const clients = [...gatewayServers()].reduce((sum, server) => sum + server.clients, 0);
 * @see docs/observability.md
 */
export function gatewayServers(application?: INestApplicationContext): Iterable<GatewayServerStatus> {
  if (!application) return servers.values();
  const own = directoryOf(application.get(ApplicationConfig)).servers;
  return [...servers].filter(({ server }) => own.has(server));
}

/** Registers a server; returns a function that unregisters it. */
export function announceServer(server: GatewayServerStatus): () => void {
  servers.add(server);
  return () => servers.delete(server);
}
