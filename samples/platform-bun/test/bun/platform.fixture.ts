import { connectWs, type WebSocketPlatform } from '@portico/conformance';
import { BunHttpAdapter, BunWsAdapter } from '../../src/platform/index.js';

/** What the suites run on. */
export const PLATFORM: WebSocketPlatform = {
  name: 'bun',
  createAdapter: (appOrServer) => new BunWsAdapter(appOrServer),
  createHttpAdapter: () => new BunHttpAdapter(),
  connect: connectWs,
  capabilities: {
    sharedServer: true,
    acknowledgements: 'frames of a WebSocket have no acknowledgements',
    namespaces: 'there are paths instead',
    paths: true,
    pathParameters: true,
    disconnects: true,
    drains: true,
    unsendableReplies: true,
    discardedMessages: true,
    objectPatterns: true,
    portErrors: true,
    backpressure: true,
    pauses: 'Bun does not pause the reading of a WebSocket',
    handshakes: true,
  },
};
