import { connectIo, describeWebSocketPlatform } from '@portico/conformance';
import { ExpressAdapter } from '@portico/platform-express';
import { FastifyAdapter } from '@portico/platform-fastify';
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
    upgradeTarget: IO_UPGRADE_TARGET,
  });
}
