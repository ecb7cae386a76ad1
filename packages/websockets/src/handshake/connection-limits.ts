import type { ClientLimits } from '../contracts/adapter/client-limits.js';
import type { Handshake, HandshakeRefusal } from '../contracts/adapter/handshake.js';
import { ArrivalRate } from './arrival-rate.js';
import { ClientCounts } from './client-counts.js';

/** More connections than clients, so that a client that is refused can still be told why on its connection. */
const CONNECTIONS_PER_CLIENT = 2;
/** Connections that are closing are still counted, and a limit can be as low as 1. */
const SPARE = 10;

/**
 * Limits the connections of a library in which a connection exists before its clients do, and can have clients of
 * several servers, such as the namespaces of socket.io. There may be twice as many connections as all servers together
 * accept clients, and 10 more.
 *
 * @example
 * const limits = new ConnectionLimits();
 * limits.add(limitsOfFirstServer);
 * limits.add(limitsOfSecondServer);
 * const refusal = limits.take({ request, client, onEnd });
 * @see docs/websocket-adapters.md
 */
export class ConnectionLimits {
  private readonly limits: { -readonly [K in keyof ClientLimits]: ClientLimits[K] } = {
    maxClients: SPARE,
    maxClientsPerAddress: SPARE,
    maxHandshakesPerSecond: SPARE,
    addressOf: () => '',
  };
  private readonly rate = new ArrivalRate(this.limits);
  private readonly counts = new ClientCounts(this.limits);

  /** Adds the limits of a server. What one server does not limit is not limited for any connection. */
  add({ maxClients, maxClientsPerAddress, maxHandshakesPerSecond, addressOf }: ClientLimits): void {
    this.limits.maxClients += maxClients * CONNECTIONS_PER_CLIENT;
    this.limits.maxClientsPerAddress += maxClientsPerAddress * CONNECTIONS_PER_CLIENT;
    this.limits.maxHandshakesPerSecond += maxHandshakesPerSecond * CONNECTIONS_PER_CLIENT;
    this.limits.addressOf = addressOf;
  }

  /**
   * Counts a new connection until it ends, or the attempt to open it has failed.
   *
   * @returns why it is refused
   */
  take(connection: Handshake): HandshakeRefusal | undefined {
    return this.rate.take(connection.request) ?? this.counts.take(connection);
  }
}
