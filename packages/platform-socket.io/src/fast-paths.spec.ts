import { connectIo, describeWebSocketPlatform } from '@portico/conformance';
import { ExpressAdapter } from '@portico/platform-express';
import type { Server, ServerOptions } from 'socket.io';
import { checkIoHandshakes, IO_CAPABILITIES, IO_UPGRADE_TARGET } from './capabilities.fixture.js';
import { IoAdapter } from './index.js';

/** An adapter that handles messages with the documented `bindMessageHandlers`. */
class WithoutRouter extends IoAdapter {
  override get routesMessages(): boolean {
    return false;
  }
}

/** An adapter that writes each packet of a flush separately. */
class WithoutCorks extends IoAdapter {
  override createIOServer(port: number, options?: Partial<ServerOptions>): Server {
    const server = super.createIOServer(port, options) as Server;
    server.engine.removeAllListeners('flush');
    return server;
  }
}

for (const [name, Adapter] of [
  ['the message router', WithoutRouter],
  ['corked bursts', WithoutCorks],
] as const) {
  describeWebSocketPlatform({
    name: `socket.io without ${name}`,
    createAdapter: (appOrServer) => new Adapter(appOrServer),
    createHttpAdapter: () => new ExpressAdapter(),
    connect: connectIo,
    capabilities: IO_CAPABILITIES,
    checkHandshakes: checkIoHandshakes,
    upgradeTarget: IO_UPGRADE_TARGET,
  });
}
