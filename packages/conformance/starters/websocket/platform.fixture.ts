import { connectWs, type WebSocketPlatform } from '@portico/conformance';
import { HttpAdapter } from './http-adapter.fixture.js';
import { MyPlatformAdapter } from './index.js';

/** What the suites run on. */
export const PLATFORM: WebSocketPlatform = {
  name: 'my-platform',
  createAdapter: (appOrServer) => new MyPlatformAdapter(appOrServer),
  createHttpAdapter: () => new HttpAdapter(),
  connect: connectWs,
  capabilities: {
    sharedServer: true,
    acknowledgements: 'messages carry no acknowledgement yet',
    namespaces: 'gateways are distinguished by path and port',
    paths: true,
    pathParameters: true,
    disconnects: true,
    drains: true,
    unsendableReplies: true,
    discardedMessages: true,
    objectPatterns: 'events are found by their name',
    portErrors: true,
    handshakes: true,
    backpressure: true,
    pauses: 'pauseClient() is not implemented yet',
    requests: 'requestClient() is not implemented yet',
  },
};
