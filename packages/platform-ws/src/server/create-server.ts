import { type ServerOptions, WebSocketServer } from 'ws';
import { socketClass } from '../clients/connection.js';
import type { WsGatewayOptions } from '../options.js';
import { guardHandshake } from './guard-handshake.js';

/**
 * Creates a server of ws that an `UpgradeRouter` passes its requests to.
 *
 * @param path the path of the gateway, absolute
 */
export function createServer(path: string, { verifyClient, ...options }: WsGatewayOptions): WebSocketServer {
  const server = new WebSocketServer({
    WebSocket: socketClass(options),
    ...options,
    ...(verifyClient && { verifyClient: guardHandshake(verifyClient) }),
    // ws exposes this as the path of the server; a trailing slash is optional.
    path: path.replace(/(.)\/+$/, '$1'),
    noServer: true,
    // The types of ws do not allow options of the `WebSocket` class together with its own.
  } as ServerOptions);
  // The owner of the request has already been determined; ws would compare the undecoded path of the request.
  server.shouldHandle = () => true;
  return server;
}
