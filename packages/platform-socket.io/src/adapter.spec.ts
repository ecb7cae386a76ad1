import { connectIo, connectWs, describeWebSocketPlatform } from '@portico/conformance';
import { ExpressAdapter } from '@portico/platform-express';
import { FastifyAdapter } from '@portico/platform-fastify';
import { WsAdapter } from '@portico/platform-ws';
import { checkIoHandshakes, IO_CAPABILITIES, IO_UPGRADE_TARGET } from './capabilities.fixture.js';
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
    capabilities: IO_CAPABILITIES,
    checkHandshakes: checkIoHandshakes,
    beside: { createAdapter: (app) => new WsAdapter(app), connect: connectWs },
    upgradeTarget: IO_UPGRADE_TARGET,
  });
}
