import { connectWs, describeWebSocketPlatform } from '@portico/conformance';
import { FastifyAdapter } from '@portico/platform-fastify';
import { WebSocket } from 'ws';
import { checkWsHandshakes, WS_CAPABILITIES } from './capabilities.fixture.js';
import { WsAdapter, type WsGatewayOptions } from './index.js';

/** An adapter that handles messages with the documented `bindMessageHandlers`. */
class WithoutRouter extends WsAdapter {
  override get routesMessages(): boolean {
    return false;
  }
}

/** An adapter with which ws writes each frame immediately. */
class WithoutJoinedFrames extends WsAdapter {
  override create(port: number, options?: WsGatewayOptions) {
    return super.create(port, { ...options, WebSocket });
  }
}

for (const [name, Adapter] of [
  ['the message router', WithoutRouter],
  ['joined frames', WithoutJoinedFrames],
] as const) {
  describeWebSocketPlatform({
    name: `ws without ${name}`,
    createAdapter: (appOrServer) => new Adapter(appOrServer),
    createHttpAdapter: () => new FastifyAdapter(),
    connect: connectWs,
    capabilities: WS_CAPABILITIES,
    checkHandshakes: checkWsHandshakes,
  });
}
