import type { WsMessageHandler } from '@portico/common';
import { concatMap, type Observable } from 'rxjs';
import { type WebSocket, WebSocketServer } from 'ws';
import { MyPlatformAdapter } from '../../starters/websocket/index.js';
import type { StoppingFault } from './stopping-fault.js';

type Transform = (answer: unknown) => Observable<unknown>;

/** WebSocket adapters that do not handle the simplest message, or do not close. */
export const WEBSOCKET_FAULTS: readonly StoppingFault<new (appOrServer: object) => MyPlatformAdapter>[] = [
  {
    what: 'accepts no upgrade requests',
    says: [
      'The first client of the suite could not connect to a gateway on the platform "my-platform" (status 404: {"message":"Cannot GET /"',
    ],
    Adapter: class extends MyPlatformAdapter {
      override create(): WebSocketServer {
        return new WebSocketServer({ noServer: true });
      }
    },
  },
  {
    what: 'does not check clients',
    says: [
      'The platform "my-platform" says handshakes: true, but its adapter has no bindHandshake(). Implement it, or give',
    ],
    Adapter: class extends MyPlatformAdapter {
      constructor(appOrServer: object) {
        super(appOrServer);
        Object.defineProperty(this, 'bindHandshake', { value: undefined });
      }
    },
  },
  {
    what: 'handles no messages',
    says: [
      'The first message of the suite on the platform "my-platform" had no answer, so its tests were not run. Its handler was not called.',
    ],
    Adapter: class extends MyPlatformAdapter {
      override bindMessageHandlers(): void {}
    },
  },
  {
    what: 'sends each reply twice',
    says: [
      'was answered with two frames for one message, so its tests were not run. Its handler was called once.',
      'subscribes once to transform(callback(data))',
    ],
    Adapter: class extends MyPlatformAdapter {
      override bindMessageHandlers(client: WebSocket, handlers: WsMessageHandler[], transform: Transform): void {
        super.bindMessageHandlers(client, handlers, (answer) =>
          transform(answer).pipe(concatMap((value) => [value, value])),
        );
      }
    },
  },
  {
    what: 'handles each message twice',
    says: ['was answered with two frames for one message, so its tests were not run. Its handler was called twice.'],
    Adapter: class extends MyPlatformAdapter {
      override bindMessageHandlers(client: WebSocket, handlers: WsMessageHandler[], transform: Transform): void {
        for (let times = 0; times < 2; times += 1) super.bindMessageHandlers(client, handlers, transform);
      }
    },
  },
  {
    what: 'never reports that a client has disconnected',
    says: [
      'app.close() did not settle within 4 s. No call of an adapter is left: it waits for the requests in flight of the HTTP server, ' +
        'or for clients of which the callback of bindClientDisconnect() was not called.',
    ],
    Adapter: class extends MyPlatformAdapter {
      override bindClientDisconnect(): void {}
    },
  },
  {
    what: 'never closes',
    says: ['app.close() did not settle within 4 s. It waits for close() of the WebSocket adapter.'],
    Adapter: class extends MyPlatformAdapter {
      override close(): Promise<void> {
        return new Promise(() => undefined);
      }
    },
  },
];
