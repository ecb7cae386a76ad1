import type { INestApplication, WsMessageHandler } from '@portico/common';
import type { DiscardedMessage } from '@portico/websockets';
import type { Observable } from 'rxjs';
import { delay, filter } from 'rxjs';
import { WebSocket, WebSocketServer } from 'ws';
import { MyPlatformAdapter, type MyPlatformGatewayOptions } from '../../starters/websocket/index.js';
import { CheckingAdapter } from './checking-adapter.js';
import type { Fault } from './fault.js';

type Transform = (answer: unknown) => Observable<unknown>;

/** Longer than tests wait for a condition. */
const LATE_MS = 2_500;

/** Adapters on ws with one fault each. */
export const WEBSOCKET_FAULTS: readonly Fault<MyPlatformAdapter>[] = [
  {
    what: 'reports only the disconnection of the first client',
    caughtBy: ['hooks', 'calls the hooks once for each client, with the reason of the disconnection'],
    Adapter: class extends MyPlatformAdapter {
      private clients = 0;
      override bindClientDisconnect(client: WebSocket, callback: (...args: any[]) => void): void {
        this.clients += 1;
        if (this.clients === 1) super.bindClientDisconnect(client, callback);
      }
    },
  },
  {
    what: 'does not report the reason of a disconnection',
    caughtBy: ['hooks', 'calls the hooks once for each client, with the reason of the disconnection'],
    Adapter: class extends MyPlatformAdapter {
      override bindClientDisconnect(client: WebSocket, callback: (...args: any[]) => void): void {
        super.bindClientDisconnect(client, () => callback());
      }
    },
  },
  {
    what: 'handles only the first message of a client',
    caughtBy: ['messages', 'replies with the result of a handler'],
    Adapter: class extends MyPlatformAdapter {
      override bindMessageHandlers(client: WebSocket, handlers: WsMessageHandler[], transform: Transform): void {
        super.bindMessageHandlers(client, handlers, transform);
        client.once('message', () => client.removeAllListeners('message'));
      }
    },
  },
  {
    what: 'closes the connection on an unknown event',
    caughtBy: ['faults', 'ignores an unknown event, and handles the next message'],
    Adapter: class extends MyPlatformAdapter {
      override reportDiscarded(client: WebSocket): void {
        client.terminate();
      }
    },
  },
  {
    what: 'does not report unknown events',
    caughtBy: ['faults', 'reports unknown events with a hook and in the log'],
    Adapter: class extends MyPlatformAdapter {
      override reportDiscarded(): void {}
    },
  },
  {
    what: 'does not report text that is not a message',
    caughtBy: ['faults', 'reports text that is not a message, and handles the next message'],
    Adapter: class extends MyPlatformAdapter {
      override reportDiscarded(client: WebSocket, message: DiscardedMessage): void {
        if (message.reason !== 'malformed' || message.data === undefined) super.reportDiscarded(client, message);
      }
    },
  },
  {
    what: 'does not report a frame that violates the protocol',
    caughtBy: ['faults', 'reports a frame that violates the protocol, and serves the other clients'],
    Adapter: class extends MyPlatformAdapter {
      override reportDiscarded(client: WebSocket, message: DiscardedMessage): void {
        if (message.reason !== 'malformed' || message.data !== undefined) super.reportDiscarded(client, message);
      }
    },
  },
  {
    what: 'replies out of order',
    caughtBy: ['messages', 'handles the messages of a client in order'],
    Adapter: class extends MyPlatformAdapter {
      private count = 0;
      override bindMessageHandlers(client: WebSocket, handlers: WsMessageHandler[], transform: Transform): void {
        super.bindMessageHandlers(client, handlers, (answer) => transform(answer).pipe(delay((this.count++ * 7) % 5)));
      }
    },
  },
  {
    what: 'sends an event as a bare value',
    caughtBy: ['messages', 'sends a WsResponse as an event'],
    Adapter: class extends MyPlatformAdapter {
      override bindMessageHandlers(client: WebSocket, handlers: WsMessageHandler[], transform: Transform): void {
        const send = client.send.bind(client) as (text: string) => void;
        client.send = (text: unknown): void => send(JSON.stringify(JSON.parse(String(text)).data));
        super.bindMessageHandlers(client, handlers, transform);
      }
    },
  },
  {
    what: 'reads text as latin1',
    caughtBy: ['messages', 'receives and sends text: short'],
    Adapter: class extends MyPlatformAdapter {
      override bindMessageHandlers(client: WebSocket, handlers: WsMessageHandler[], transform: Transform): void {
        const emit = client.emit.bind(client);
        client.emit = (event: string | symbol, ...args: unknown[]) =>
          emit(event, ...(event === 'message' ? [Buffer.from((args[0] as Buffer).toString('latin1'))] : args));
        super.bindMessageHandlers(client, handlers, transform);
      }
    },
  },
  {
    what: 'refuses long messages',
    caughtBy: ['messages', 'receives and sends text: of 64-bit length'],
    Adapter: class extends MyPlatformAdapter {
      override create(port: number, options?: MyPlatformGatewayOptions): WebSocketServer {
        const server = super.create(port, options);
        server.options.maxPayload = 65_536;
        return server;
      }
    },
  },
  {
    what: 'does not report a result that cannot be serialized',
    caughtBy: ['streams', 'handles results that cannot be serialized'],
    Adapter: class extends MyPlatformAdapter {
      override bindMessageHandlers(client: WebSocket, handlers: WsMessageHandler[], transform: Transform): void {
        super.bindMessageHandlers(client, handlers, (answer) => transform(answer).pipe(filter(isWritable)));
      }
    },
  },
  {
    what: 'does not report an exception that cannot be serialized',
    caughtBy: ['exceptions', 'sends a default error for an exception that cannot be serialized, and logs why'],
    Adapter: class extends MyPlatformAdapter {
      override sendEvent(client: WebSocket, event: string, data: unknown): void {
        if (isWritable(data)) super.sendEvent(client, event, data);
      }
    },
  },
  {
    what: 'sends no event of an exception filter',
    caughtBy: ['faults', 'handles an event again after its handler has failed, synchronously or asynchronously'],
    Adapter: class extends MyPlatformAdapter {
      override sendEvent(): void {}
    },
  },
  {
    what: 'does not disconnect a client that floods the server',
    caughtBy: ['faults', 'disconnects a client that floods the server before it is accepted'],
    Adapter: class extends MyPlatformAdapter {
      override dropClient(): void {}
    },
  },
  {
    what: 'adds a listener to the server for each client',
    caughtBy: ['faults', 'serves 1000 clients of 20 gateways with a constant number of listeners'],
    Adapter: class extends MyPlatformAdapter {
      override bindClientConnect(server: WebSocketServer, callback: (...args: any[]) => void): void {
        server.setMaxListeners(0).on('connection', () => server.on('error', () => undefined));
        super.bindClientConnect(server, callback);
      }
    },
  },
  {
    what: 'accepts upgrades of all paths',
    caughtBy: ['shared servers', 'refuses an upgrade that no server accepts'],
    Adapter: class extends MyPlatformAdapter {
      override create(port: number, options?: MyPlatformGatewayOptions): WebSocketServer {
        const server = super.create(port, options);
        const { httpServer } = this.leaseServer(port, options);
        httpServer.on('upgrade', (request, socket, head) =>
          server.handleUpgrade(request, socket, head, () => undefined),
        );
        return server;
      }
    },
  },
  {
    what: 'refuses the paths of other servers',
    caughtBy: ['shared servers', 'works with a WebSocket server of another library that was added after it'],
    says: 'the client was disconnected with code 1006',
    Adapter: class extends MyPlatformAdapter {
      override create(port: number, options?: MyPlatformGatewayOptions): WebSocketServer {
        const { httpServer } = this.leaseServer(port, options);
        return new WebSocketServer({ server: httpServer as never, path: options?.path ?? '/' });
      }
      override async close(server: WebSocketServer): Promise<void> {
        for (const client of server.clients) client.terminate();
        server.close();
      }
    },
  },
  {
    what: 'does not remove its listeners from the server of the caller',
    caughtBy: ['shared servers', 'removes everything that it added to a server of the caller'],
    Adapter: class extends MyPlatformAdapter {
      override create(port: number, options?: MyPlatformGatewayOptions): WebSocketServer {
        this.leaseServer(port, options).httpServer.on('connection', () => undefined);
        return super.create(port, options);
      }
    },
  },
  {
    what: 'does not run global guards for messages',
    caughtBy: ['enhancers', 'runs global enhancers around messages, except filters, by default'],
    Adapter: class extends MyPlatformAdapter {
      constructor(app: INestApplication) {
        super(app);
        const { useWebSocketAdapter } = app;
        app.useWebSocketAdapter = (adapter) => useWebSocketAdapter.call(app, adapter, { inheritAppConfig: false });
      }
    },
  },
  {
    what: 'reports that a refused client is still connected',
    caughtBy: ['connections', 'handles no message of a client that handleConnection refuses later'],
    Adapter: class extends MyPlatformAdapter {
      isClientConnected(): boolean {
        return true;
      }
    },
  },
  {
    what: 'reports disconnections too late, and reports such clients as connected',
    caughtBy: ['connections', 'discards the messages of a client that disconnects while handleConnection runs'],
    Adapter: class extends MyPlatformAdapter {
      override bindClientDisconnect(client: WebSocket, callback: (code: number, reason: string) => void): void {
        super.bindClientDisconnect(client, (code, reason) => setTimeout(callback, LATE_MS, code, reason));
      }
      isClientConnected(): boolean {
        return true;
      }
    },
  },
  {
    what: 'accepts a client if its handshake check throws',
    caughtBy: ['connections', 'refuses one client whose handshake check throws'],
    Adapter: class extends CheckingAdapter {
      protected override decide(check: () => unknown, decide: (accepted: boolean) => void): void {
        new Promise((resolve) => resolve(check()))
          .then((accepted) => decide(Boolean(accepted)))
          .catch(() => decide(true));
      }
    },
  },
  {
    what: 'accepts a client if its handshake check returns a promise',
    caughtBy: ['connections', 'refuses one client whose handshake check resolves to false'],
    Adapter: class extends CheckingAdapter {
      protected override decide(check: () => unknown, decide: (accepted: boolean) => void): void {
        decide(Boolean(check()));
      }
    },
  },
  {
    what: 'does not report a handshake check that rejects',
    caughtBy: ['connections', 'refuses one client whose handshake check rejects'],
    Adapter: class extends CheckingAdapter {
      protected override decide(check: () => unknown, decide: (accepted: boolean) => void): void {
        new Promise((resolve) => resolve(check()))
          .then((accepted) => decide(Boolean(accepted)))
          .catch(() => decide(false));
      }
    },
  },
  {
    what: 'does not fail on a port that is in use',
    caughtBy: ['lifecycle', 'fails to start on a port that is in use, and can be closed'],
    Adapter: class extends MyPlatformAdapter {
      override async whenListening(): Promise<void> {}
    },
  },
  {
    what: 'closes nothing',
    caughtBy: ['lifecycle', 'closes with connected clients, calls handleDisconnect, and frees the ports'],
    Adapter: class extends MyPlatformAdapter {
      override async close(): Promise<void> {}
      override async whenClosed(): Promise<void> {}
    },
  },
  {
    what: 'creates a separate server for each gateway',
    caughtBy: ['servers', 'has a server for each path of a port'],
    Adapter: class extends MyPlatformAdapter {
      override create(port: number, { path: _path, ...options }: MyPlatformGatewayOptions = {}): WebSocketServer {
        return super.create(port, options);
      }
    },
  },
];

function isWritable(answer: unknown): boolean {
  try {
    JSON.stringify(answer);
    return true;
  } catch {
    return false;
  }
}
