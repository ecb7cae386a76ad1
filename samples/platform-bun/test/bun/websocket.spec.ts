import { describeWebSocketPlatform } from '@portico/conformance';
import { skipDifferences } from './differences.fixture.js';
import { PLATFORM } from './platform.fixture.js';

const SERVER_OF_NODE = 'the HTTP server is one of Node: its connections cannot become WebSockets of Bun';

skipDifferences({
  'works with a WebSocket server of another library*': SERVER_OF_NODE,
  'waits for asynchronous upgrade listeners*': SERVER_OF_NODE,
  'removes everything that it added to a server of the caller*': SERVER_OF_NODE,
  'serves wss on an HTTPS server': SERVER_OF_NODE,
  'serves ws and wss on the servers of one application': SERVER_OF_NODE,
  'sends a default error for an exception that cannot be serialized*':
    'the engine of Bun has another message for a BigInt in JSON',
  'serves requests that ask for an upgrade to another protocol*':
    'they are refused, because Bun has no parser to give back',
  'refuses a request for another protocol that follows*': 'Bun reads it after the response to the first one',
  'reports a frame that violates the protocol*': 'Bun closes the connection, and does not say why',
});

describeWebSocketPlatform(PLATFORM);
