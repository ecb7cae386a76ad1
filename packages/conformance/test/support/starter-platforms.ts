import type { HttpPlatform } from '../../src/http/support/platform.js';
import type { WebSocketPlatform } from '../../src/ws/support/platform.js';
import { connectWs } from '../../src/ws/support/ws-client.js';
import { MyPlatformAdapter as HttpAdapter } from '../../starters/http/index.js';
import type { MyPlatformAdapter as WebSocketAdapter } from '../../starters/websocket/index.js';

const SMALL = 'as the starter';

/** Creates the platform for testing the HTTP starter, or an adapter that extends it. */
export function httpPlatform(Adapter: new () => HttpAdapter): HttpPlatform {
  return {
    name: 'my-platform',
    createAdapter: () => new Adapter(),
    capabilities: {
      ownServers: true,
      bodyInMiddleware: true,
      nestedUrlencoded: SMALL,
      contentEncoding: SMALL,
      wildcardWithinPath: true,
      caseOption: SMALL,
      trailingSlashOption: SMALL,
      duplicateSlashOption: SMALL,
      cors: SMALL,
      staticFiles: SMALL,
      views: SMALL,
      uploads: SMALL,
    },
    requestListener: (adapter) => adapter.getInstance().listener,
  };
}

/** Creates the platform for testing the WebSocket starter, or an adapter that extends it. */
export function webSocketPlatform(Adapter: new (appOrServer: object) => WebSocketAdapter): WebSocketPlatform {
  return {
    name: 'my-platform',
    createAdapter: (appOrServer) => new Adapter(appOrServer),
    createHttpAdapter: () => new HttpAdapter(),
    connect: connectWs,
    capabilities: {
      sharedServer: true,
      acknowledgements: SMALL,
      namespaces: SMALL,
      paths: true,
      pathParameters: true,
      disconnects: true,
      drains: true,
      unsendableReplies: true,
      discardedMessages: true,
      objectPatterns: SMALL,
      portErrors: true,
      handshakes: true,
      backpressure: true,
    },
  };
}
