import { connectWs, type WebSocketPlatform } from '@portico/conformance';
import { ExpressAdapter } from '@portico/platform-express';
import { WsAdapter } from '@portico/platform-ws';
import { FayeAdapter } from '../src/platform/index.js';

/** The platform that the suites test. */
export const PLATFORM: WebSocketPlatform = {
  name: 'faye-websocket',
  createAdapter: (appOrServer) => new FayeAdapter(appOrServer),
  createHttpAdapter: () => new ExpressAdapter(),
  connect: connectWs,
  beside: { createAdapter: (app) => new WsAdapter(app), connect: connectWs },
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
    pauses: true,
    handshakes: true,
  },
};
