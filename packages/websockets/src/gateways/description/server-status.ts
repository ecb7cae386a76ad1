import { portableClientOf } from '../../clients/portable-client.js';
import type { ServerClients } from '../../connections/server-clients.js';
import type { ServerPlace } from '../../diagnostics/server-place.js';
import type { MessageStats } from '../../dispatch/dispatch-stats.js';
import type { ServerRooms } from '../../rooms/server-rooms.js';
import type { BoundGateway } from '../servers/server-gateways.js';
import type { ClientStatus, GatewayServerStatus } from './gateway-servers.js';

/** What the status of a server is read from. */
export interface ServerParts {
  readonly clients: ServerClients<unknown>;
  readonly rooms: ServerRooms;
  readonly stats: MessageStats;
}

/** The status of one server, computed when it is read. */
export class ServerStatus implements GatewayServerStatus {
  readonly server: object;
  readonly path: string | undefined;
  readonly namespace: string | undefined;
  readonly gateways: readonly string[];
  readonly adapter: string;
  readonly port: number;

  constructor(
    { server, path, namespace }: ServerPlace,
    gateways: readonly BoundGateway[],
    private readonly parts: ServerParts,
  ) {
    this.server = server;
    this.path = path;
    this.namespace = namespace;
    this.gateways = gateways.map(({ name }) => name);
    this.adapter = gateways[0]?.adapter ?? '';
    this.port = gateways[0]?.port ?? 0;
  }

  get clients(): number {
    return this.parts.clients.size;
  }

  get stats(): MessageStats {
    return this.parts.stats;
  }

  get rooms(): number {
    return this.parts.rooms.count;
  }

  *connected(): Generator<ClientStatus> {
    const { clients, rooms } = this.parts;
    for (const connection of clients) {
      yield { client: portableClientOf(connection), rooms: rooms.namesOf(connection) };
    }
  }

  roomSizes(): ReadonlyMap<string, number> {
    return this.parts.rooms.sizes();
  }
}
