import type { GatewayClients } from '@portico/websockets';
import type { ServerEvents } from './protocol.js';

/** Token of {@link AllClients}. With it, the service does not import the gateways, which import the service. */
export const ALL_CLIENTS = Symbol('ALL_CLIENTS');

/** All connected clients, of both libraries. */
export interface AllClients {
  readonly clients: GatewayClients<unknown, ServerEvents>;
}
