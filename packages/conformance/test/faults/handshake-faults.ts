import type { WebSocket } from 'ws';
import type { MyPlatformAdapter } from '../../starters/websocket/index.js';
import { CheckingAdapter } from './checking-adapter.js';
import type { Fault } from './fault.js';

/** Adapters that are wrong in whom they accept. */
export const HANDSHAKE_FAULTS: readonly Fault<MyPlatformAdapter>[] = [
  {
    what: 'says that it asks the guards of connections, and does not',
    caughtBy: [
      'handshake guards',
      'runs the guards of handleConnection before a client is accepted, with what they inject',
    ],
    Adapter: class extends CheckingAdapter {
      bindHandshake(): boolean {
        return true;
      }
    },
  },
  {
    what: 'says that it checks origins, and does not',
    caughtBy: ['handshakes', 'refuses pages of other origins with 403: a text'],
    Adapter: class extends CheckingAdapter {
      bindHandshake(): boolean {
        return true;
      }
    },
  },
  {
    what: 'does not say why it closes a refused client',
    caughtBy: ['handshake requests', 'refuses a client whose guard sends a status and returns true'],
    Adapter: class extends CheckingAdapter {
      override closeClient(client: WebSocket): void {
        client.close();
      }
    },
  },
];
