import type { WebSocketCapabilities, WebSocketPlatform } from '@portico/conformance';
import type { IoGatewayOptions } from './index.js';

/** The capabilities of gateways on socket.io. */
export const IO_CAPABILITIES: WebSocketCapabilities = {
  sharedServer: true,
  acknowledgements: true,
  namespaces: true,
  paths: true,
  pathParameters: true,
  disconnects: true,
  drains: true,
  unsendableReplies: true,
  discardedMessages: true,
  objectPatterns: true,
  portErrors: true,
  pauses: true,
  backpressure: true,
  handshakes: true,
  requests: true,
};

/** Opens a WebSocket of engine.io, over which socket.io accepts or refuses its clients. */
export const IO_UPGRADE_TARGET = '/socket.io/?EIO=4&transport=websocket';

/** Returns the options of gateways with a function of the suite as `allowRequest`. */
export const checkIoHandshakes: NonNullable<WebSocketPlatform['checkHandshakes']> = (check): IoGatewayOptions => ({
  allowRequest: (request, decide) => {
    const accepted = check(request);
    if (typeof accepted === 'boolean') decide(null, accepted);
    else return accepted.then((value) => decide(null, value)) as never;
  },
});
