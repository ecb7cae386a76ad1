import { connectWs, describeWebSocketPlatform } from '@portico/conformance';
import { ExpressAdapter } from '@portico/platform-express';
import { FastifyAdapter } from '@portico/platform-fastify';
import { checkWsHandshakes, WS_CAPABILITIES } from './capabilities.fixture.js';
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
    capabilities: WS_CAPABILITIES,
    checkHandshakes: checkWsHandshakes,
  });
}
