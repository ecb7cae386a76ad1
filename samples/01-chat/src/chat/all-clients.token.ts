import type { GatewayClients } from '@portico/websockets';
import type { ServerEvents } from './protocol.js';

/** Token of {@link Everybody}: by it the service need not import the gateways, which import the service. */
export const EVERYBODY = Symbol('EVERYBODY');

/** All who are connected, over either library. */
export interface Everybody {
  readonly clients: GatewayClients<unknown, ServerEvents>;
}
