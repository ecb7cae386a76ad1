import type { ServerGroup } from './server-groups.js';

/** A server that an adapter has created for a group of gateways. */
export interface GatewayServer {
  readonly group: ServerGroup;
  readonly server: object;
}
