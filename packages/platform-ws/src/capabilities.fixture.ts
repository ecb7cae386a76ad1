import type { WebSocketCapabilities, WebSocketPlatform } from '@portico/conformance';
import type { WsGatewayOptions } from './index.js';

/** The capabilities of gateways on ws. */
export const WS_CAPABILITIES: WebSocketCapabilities = {
  sharedServer: true,
  acknowledgements: 'ws has no acknowledgements',
  namespaces: 'ws has no namespaces',
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
};

/** Returns the options of gateways with a function of the suite as `verifyClient`. */
export const checkWsHandshakes: NonNullable<WebSocketPlatform['checkHandshakes']> = (check): WsGatewayOptions => ({
  verifyClient: ({ req }) => check(req),
});
