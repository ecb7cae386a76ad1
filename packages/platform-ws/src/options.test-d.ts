import { WebSocketGateway } from '@portico/websockets';
import { describe, expectTypeOf, it } from 'vitest';
import type { WsGatewayOptions } from './index.js';

describe('options of gateways', () => {
  it('are those of ws, of the adapter, and those of every platform', () => {
    WebSocketGateway<WsGatewayOptions>(8080, {
      path: '/chat',
      perMessageDeflate: true,
      heartbeatInterval: 10_000,
      adapter: 'plain',
      requestScope: 'message',
      waitForConnection: false,
      bodyLimits: { maxDepth: 8 },
      validateReplies: true,
      rooms: { maxPerClient: 10 },
    });
  });

  it('have the types of their values', () => {
    expectTypeOf<WsGatewayOptions['requestScope']>().toEqualTypeOf<'connection' | 'message' | undefined>();
    // @ts-expect-error not an option
    WebSocketGateway<WsGatewayOptions>({ heartbeatIntervall: 10_000 });
    // @ts-expect-error socket.io has room adapters, ws those of the adapter's options
    WebSocketGateway<WsGatewayOptions>({ adapter: class {} });
  });
});
