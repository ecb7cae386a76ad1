import { connectWs, describeWebSocketPlatform } from '@portico/conformance';
import { ExpressAdapter } from '@portico/platform-express';
import { FastifyAdapter } from '@portico/platform-fastify';
import { loadDocumentedAdapter } from './documented-adapter.fixture.js';
import { WsAdapter } from './index.js';

const DocumentedAdapter = loadDocumentedAdapter();

for (const [name, createHttpAdapter] of [
  ['Express', () => new ExpressAdapter()],
  ['Fastify', () => new FastifyAdapter()],
] as const) {
  describeWebSocketPlatform({
    name: `of the documents on ${name}`,
    createAdapter: (app) => new DocumentedAdapter(app),
    createHttpAdapter,
    connect: connectWs,
    beside: { createAdapter: (app) => new WsAdapter(app), connect: connectWs },
    capabilities: {
      sharedServer: 'it opens a port of its own for every server',
      acknowledgements: 'ws has no acknowledgements',
      namespaces: 'ws has no namespaces',
      paths: 'it opens a port of its own for every server',
      pathParameters: 'ws compares the path of its option as text',
      disconnects: 'it has no bindClientDisconnect',
      drains: 'its close lets no client go',
      unsendableReplies: true,
      discardedMessages: 'it does not report any',
      objectPatterns: 'it compares patterns with ===',
      portErrors: 'nobody listens to the errors of its server',
    },
  });
}
