import { describeWebSocketPlatform } from '@portico/conformance';
import { skipDifferences } from './differences.fixture.js';
import { PLATFORM } from './platform.fixture.js';

const SERVER_OF_NODE = 'the HTTP server is one of Node: its connections cannot become WebSockets of Bun';

skipDifferences({
  'stands beside a foreign WebSocket server*': SERVER_OF_NODE,
  'lets a foreign listener take its time*': SERVER_OF_NODE,
  'leaves a server of the caller as it was*': SERVER_OF_NODE,
  'serves wss on an HTTPS server': SERVER_OF_NODE,
  'serves ws and wss on the servers of one application': SERVER_OF_NODE,
  'answers for an exception that cannot be sent*': 'the engine of Bun has another message for a BigInt in JSON',
  'reports a frame that breaks the protocol*': 'Bun closes the connection, and does not say why',
});

describeWebSocketPlatform(PLATFORM);
