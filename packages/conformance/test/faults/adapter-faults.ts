import type { INestApplication } from '@portico/common';
import { MyPlatformAdapter } from '../../starters/websocket/index.js';
import type { Fault } from './fault.js';

/** Adapters that are wrong when another adapter of the application is beside them. */
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
    what: 'takes the paths of another adapter',
    caughtBy: ['adapters', 'does not start with gateways of two adapters at one path'],
    Adapter: class extends MyPlatformAdapter {
      override httpServerOf(server: object): object {
        return server;
      }
    },
  },
  {
    what: 'is the adapter of all gateways, whatever its name',
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
