import { connectWs, describeWebSocketPlatform } from '@portico/conformance';
import { FastifyAdapter } from '@portico/platform-fastify';
import { WebSocket } from 'ws';
import { checkWsHandshakes, WS_CAPABILITIES } from './capabilities.fixture.js';
import { WsAdapter, type WsGatewayOptions } from './index.js';

/** Messages go through the documented `bindMessageHandlers`. */
class WithoutRouter extends WsAdapter {
  override get routesMessages(): boolean {
    return false;
  }
}

/** Every frame is written by ws itself, at once. */
class WithoutTurns extends WsAdapter {
  override create(port: number, options?: WsGatewayOptions) {
    return super.create(port, { ...options, WebSocket });
  }
}

for (const [name, Adapter] of [
  ['the message router', WithoutRouter],
  ['joined frames', WithoutTurns],
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
