import { WebSocketGateway } from '@portico/websockets';
import { Adapter } from 'socket.io-adapter';
import { describe, expectTypeOf, it } from 'vitest';
import type { IoGatewayOptions } from './index.js';

describe('options of gateways', () => {
  it('are those of socket.io, of the adapter, and those of every platform', () => {
    WebSocketGateway<IoGatewayOptions>({
      namespace: /^\/team-\w+$/,
      pingInterval: 10_000,
      maxBufferedBytes: 1_024,
      adapter: 'main',
      requestScope: 'message',
      waitForConnection: false,
      bodyLimits: { maxDepth: 8 },
      validateReplies: true,
      connectionStateRecovery: { maxDisconnectionDuration: 60_000, skipMiddlewares: true },
    });
    WebSocketGateway<IoGatewayOptions>({ adapter: Adapter });
  });

  it('have the types of their values', () => {
    expectTypeOf<IoGatewayOptions['waitForConnection']>().toEqualTypeOf<boolean | undefined>();
    // @ts-expect-error not an option
    WebSocketGateway<IoGatewayOptions>({ pingIntervall: 10_000 });
    // @ts-expect-error milliseconds, not a text
    WebSocketGateway<IoGatewayOptions>({ pingInterval: '10 s' });
  });
});
