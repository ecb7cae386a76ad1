import type { ServerLeaseOptions } from '@portico/websockets/adapters';
import type { FayeServerOptions } from './faye-server.js';

/** The options of a gateway on faye-websocket. */
export interface FayeGatewayOptions extends FayeServerOptions, ServerLeaseOptions {
  /** The path to serve. Default: `/`. */
  readonly path?: string;
}

/** The options of the adapter. */
export interface FayeAdapterOptions {
  /** The time that clients have for the closing handshake when a server closes, in milliseconds. Default: 2,000. */
  readonly closeTimeout?: number;
}
