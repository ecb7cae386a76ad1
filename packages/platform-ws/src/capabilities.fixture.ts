import type { WebSocketCapabilities, WebSocketPlatform } from '@portico/conformance';
import type { WsGatewayOptions } from './index.js';

/** What gateways on ws can do. */
export const WS_CAPABILITIES: WebSocketCapabilities = {
  sharedServer: true,
  acknowledgements: 'ws has no acknowledgements',
  namespaces: 'ws has no namespaces',
  paths: true,
  pathParameters: true,
  disconnects: true,
  drains: true,
  unsendableAnswers: true,
  droppedMessages: true,
  objectPatterns: true,
  portErrors: true,
  pauses: true,
  backpressure: true,
  handshakes: true,
};

/** Gateways whose `verifyClient` is a function of the suite. */
export const checkWsHandshakes: NonNullable<WebSocketPlatform['checkHandshakes']> = (check): WsGatewayOptions => ({
  verifyClient: ({ req }) => check(req),
});
