import { connectIo, describeWebSocketPlatform } from '@portico/conformance';
import { ExpressAdapter } from '@portico/platform-express';
import { FastifyAdapter } from '@portico/platform-fastify';
import { IoAdapter } from './index.js';

for (const [name, createHttpAdapter] of [
  ['Express', () => new ExpressAdapter()],
  ['Fastify', () => new FastifyAdapter()],
] as const) {
  describeWebSocketPlatform({
    name: `socket.io on ${name}`,
    createAdapter: (appOrServer) => new IoAdapter(appOrServer),
    createHttpAdapter,
    connect: connectIo,
    capabilities: {
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
    },
  });
}
