import { connectWs, describeRfc6455 } from '@portico/conformance';
import { ExpressAdapter } from '@portico/platform-express';
import { FastifyAdapter } from '@portico/platform-fastify';
import { WS_CAPABILITIES } from './capabilities.fixture.js';
import { WsAdapter } from './index.js';

for (const [name, createHttpAdapter] of [
  ['Express', () => new ExpressAdapter()],
  ['Fastify', () => new FastifyAdapter()],
] as const) {
  describeRfc6455({
    name: `ws on ${name}`,
    createAdapter: (app) => new WsAdapter(app),
    createHttpAdapter,
    connect: connectWs,
    capabilities: WS_CAPABILITIES,
  });
}
