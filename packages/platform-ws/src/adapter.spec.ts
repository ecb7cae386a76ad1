import { connectWs, describeWebSocketPlatform } from '@portico/conformance';
import { ExpressAdapter } from '@portico/platform-express';
import { FastifyAdapter } from '@portico/platform-fastify';
import { WsAdapter } from './index.js';

for (const [name, createHttpAdapter] of [
  ['Express', () => new ExpressAdapter()],
  ['Fastify', () => new FastifyAdapter()],
] as const) {
  describeWebSocketPlatform({
    name: `ws on ${name}`,
    createAdapter: (appOrServer) => new WsAdapter(appOrServer),
    createHttpAdapter,
    connect: connectWs,
    capabilities: {
      sharedServer: true,
      acknowledgements: 'ws has no acknowledgements',
      namespaces: 'ws has no namespaces',
      paths: true,
      disconnects: true,
      drains: true,
      malformedFrames: true,
      droppedMessages: true,
      objectPatterns: true,
      portErrors: true,
    },
  });
}
