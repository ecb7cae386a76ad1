import type { INestApplication } from '@portico/common';
import { MyPlatformAdapter } from '../../starters/websocket/index.js';
import type { Fault } from './fault.js';

/** Adapters with faults that show only if the application has another adapter. */
export const ADAPTER_FAULTS: readonly Fault<MyPlatformAdapter>[] = [
  {
    what: 'opens a port that another adapter has opened',
    caughtBy: ['adapters', 'connects clients to gateways of two adapters on a dedicated port'],
    Adapter: class extends MyPlatformAdapter {
      override sharePorts(): void {}
    },
  },
  {
    what: 'opens its port before the gateways of other adapters are initialized',
    caughtBy: ['adapters', 'opens no port before afterInit of the gateways of both adapters'],
    Adapter: class extends MyPlatformAdapter {
      override holdPorts(): () => void {
        return () => undefined;
      }
    },
  },
  {
    what: 'uses the paths of another adapter',
    caughtBy: ['adapters', 'does not start with gateways of two adapters at the same path'],
    Adapter: class extends MyPlatformAdapter {
      override httpServerOf(server: object): object {
        return server;
      }
    },
  },
  {
    what: 'serves all gateways, whatever adapter they choose',
    caughtBy: ['adapters', 'connects clients to gateways of two adapters on two ports'],
    Adapter: class extends MyPlatformAdapter {
      constructor(app: INestApplication) {
        super(app);
        const { useWebSocketAdapter } = app;
        app.useWebSocketAdapter = (adapter) => useWebSocketAdapter.call(app, adapter);
      }
    },
  },
];
