import type { WsMessageHandler } from '@portico/common';
import type { Observable } from 'rxjs';
import { delay } from 'rxjs';
import type { WebSocket, WebSocketServer } from 'ws';
import type { MyPlatformAdapter } from '../../starters/websocket/index.js';
import { CheckingAdapter } from './checking-adapter.js';
import type { Fault } from './fault.js';

/** Adapters with faults in handling messages: at shutdown, in their order, in queues, and when a client disconnects. */
export const DISPATCH_FAULTS: readonly Fault<MyPlatformAdapter>[] = [
  {
    what: 'loses the replies of running messages when the application closes',
    caughtBy: ['shutdown', 'replies to all running messages, and then disconnects their clients'],
    Adapter: class extends CheckingAdapter {
      override beforeClose(server: WebSocketServer): void {
        super.beforeClose(server);
        for (const client of server.clients) client.close(1012);
      }
    },
  },
  {
    what: 'accepts clients while the application closes',
    caughtBy: ['shutdown', 'refuses new clients and new messages as soon as closing begins'],
    Adapter: class extends CheckingAdapter {
      protected override isClosing(): boolean {
        return false;
      }
    },
  },
  {
    what: 'reorders replies',
    caughtBy: ['order', 'replies in the order of the messages of each client with `concurrency: 1`: a handler'],
    Adapter: class extends CheckingAdapter {
      private count = 0;
      override bindMessageHandlers(
        client: WebSocket,
        handlers: WsMessageHandler[],
        transform: (answer: unknown) => Observable<unknown>,
      ): void {
        super.bindMessageHandlers(client, handlers, (answer) => transform(answer).pipe(delay((this.count++ * 7) % 20)));
      }
    },
  },
  {
    what: 'continues reading from a paused client',
    caughtBy: ['order', 'stops reading from a client whose queue is full with `overflow: pause`, and loses no message'],
    Adapter: class extends CheckingAdapter {
      override pauseClient(): boolean {
        return true;
      }
    },
  },
  {
    what: 'does not resume a paused client',
    caughtBy: ['order', 'stops reading from a client whose queue is full with `overflow: pause`, and loses no message'],
    Adapter: class extends CheckingAdapter {
      override resumeClient(): void {}
    },
  },
  {
    what: 'keeps generators of disconnected clients',
    caughtBy: ['results', 'keeps no state of 10,000 streams whose clients have disconnected'],
    Adapter: class extends CheckingAdapter {
      // Reports disconnections only when the server is about to close.
      private readonly left: (() => void)[] = [];
      override bindClientDisconnect(client: WebSocket, callback: (code: number, reason: string) => void): void {
        super.bindClientDisconnect(client, (code, reason) => {
          if (this.isOver) callback(code, reason);
          else this.left.push(() => callback(code, reason));
        });
      }
      private isOver = false;
      override beforeClose(server: WebSocketServer): void {
        super.beforeClose(server);
        this.isOver = true;
        for (const tell of this.left.splice(0)) tell();
      }
    },
  },
  {
    what: 'does not report how many bytes are buffered for a client',
    caughtBy: ['results', 'reads a generator only as fast as its client reads'],
    Adapter: class extends CheckingAdapter {
      override bufferedBytes(): number {
        return 0;
      }
    },
  },
];
