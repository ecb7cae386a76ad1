import type { WebSocketCapabilities } from '@portico/conformance';

/** What gateways on ws can do. */
export const WS_CAPABILITIES: WebSocketCapabilities = {
  sharedServer: true,
  acknowledgements: 'ws has no acknowledgements',
  namespaces: 'ws has no namespaces',
  paths: true,
  disconnects: true,
  drains: true,
  unsendableAnswers: true,
  droppedMessages: true,
  objectPatterns: true,
  portErrors: true,
};
