import type { WebSocketCapabilities } from '@portico/conformance';

/** What gateways on socket.io can do. */
export const IO_CAPABILITIES: WebSocketCapabilities = {
  sharedServer: true,
  acknowledgements: true,
  namespaces: true,
  paths: true,
  disconnects: true,
  drains: true,
  unsendableAnswers: true,
  droppedMessages: true,
  objectPatterns: true,
  portErrors: true,
};
