import type { INestApplication, WsMessageHandler } from '@portico/common';
import type { DroppedMessage } from '@portico/websockets';
import type { Observable } from 'rxjs';
import { delay, filter } from 'rxjs';
import { WebSocket, WebSocketServer } from 'ws';
import { MyPlatformAdapter, type MyPlatformGatewayOptions } from '../../starters/websocket/index.js';
import { CheckingAdapter } from './checking-adapter.js';
import type { Fault } from './fault.js';

type Transform = (answer: unknown) => Observable<unknown>;

/** Longer than a test waits until something holds. */
const LATE_MS = 2_500;

/** Adapters on ws that are wrong in one thing each. */
export const WEBSOCKET_FAULTS: readonly Fault<MyPlatformAdapter>[] = [
  {
    what: 'tells only of the first client that it has left',
    caughtBy: ['hooks', 'tells of each client once, with the reason why it left'],
    Adapter: class extends MyPlatformAdapter {
      private clients = 0;
      override bindClientDisconnect(client: WebSocket, callback: (...args: any[]) => void): void {
        this.clients += 1;
        if (this.clients === 1) super.bindClientDisconnect(client, callback);
      }
    },
  },
  {
    what: 'leaves out why a client has left',
    caughtBy: ['hooks', 'tells of each client once, with the reason why it left'],
    Adapter: class extends MyPlatformAdapter {
      override bindClientDisconnect(client: WebSocket, callback: (...args: any[]) => void): void {
        super.bindClientDisconnect(client, () => callback());
      }
    },
  },
  {
    what: 'handles one message of a client',
    caughtBy: ['messages', 'answers with what a handler returns'],
    Adapter: class extends MyPlatformAdapter {
      override bindMessageHandlers(client: WebSocket, handlers: WsMessageHandler[], transform: Transform): void {
        super.bindMessageHandlers(client, handlers, transform);
        client.once('message', () => client.removeAllListeners('message'));
      }
    },
  },
  {
    what: 'closes the connection on an unknown event',
    caughtBy: ['faults', 'ignores an unknown event, and serves the next'],
    Adapter: class extends MyPlatformAdapter {
      override reportDropped(client: WebSocket): void {
        client.terminate();
      }
    },
  },
  {
    what: 'keeps unknown events to itself',
    caughtBy: ['faults', 'tells of unknown events by a hook and in the log'],
    Adapter: class extends MyPlatformAdapter {
      override reportDropped(): void {}
    },
  },
  {
    what: 'reports no text that is not a message',
    caughtBy: ['faults', 'reports text that is not a message, and serves the next'],
    Adapter: class extends MyPlatformAdapter {
      override reportDropped(client: WebSocket, message: DroppedMessage): void {
        if (message.reason !== 'malformed' || message.data === undefined) super.reportDropped(client, message);
      }
    },
  },
  {
    what: 'reports no frame that breaks the protocol',
    caughtBy: ['faults', 'reports a frame that breaks the protocol, and serves the other clients'],
    Adapter: class extends MyPlatformAdapter {
      override reportDropped(client: WebSocket, message: DroppedMessage): void {
        if (message.reason !== 'malformed' || message.data !== undefined) super.reportDropped(client, message);
      }
    },
  },
  {
    what: 'answers out of order',
    caughtBy: ['messages', 'keeps the order of a client'],
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
    caughtBy: ['messages', 'carries text of every kind: short'],
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
    caughtBy: ['messages', 'carries text of every kind: of 64-bit length'],
    Adapter: class extends MyPlatformAdapter {
      override create(port: number, options?: MyPlatformGatewayOptions): WebSocketServer {
        const server = super.create(port, options);
        server.options.maxPayload = 65_536;
        return server;
      }
    },
  },
  {
    what: 'keeps quiet about an answer that cannot be written',
    caughtBy: ['streams', 'survives what cannot be sent'],
    Adapter: class extends MyPlatformAdapter {
      override bindMessageHandlers(client: WebSocket, handlers: WsMessageHandler[], transform: Transform): void {
        super.bindMessageHandlers(client, handlers, (answer) => transform(answer).pipe(filter(isWritable)));
      }
    },
  },
  {
    what: 'keeps quiet about an exception that cannot be written',
    caughtBy: ['exceptions', 'answers for an exception that cannot be sent, and logs why'],
    Adapter: class extends MyPlatformAdapter {
      override sendEvent(client: WebSocket, event: string, data: unknown): void {
        if (isWritable(data)) super.sendEvent(client, event, data);
      }
    },
  },
  {
    what: 'sends no event of an exception filter',
    caughtBy: ['faults', 'serves an event again after it has failed, at once and later'],
    Adapter: class extends MyPlatformAdapter {
      override sendEvent(): void {}
    },
  },
  {
    what: 'keeps a client that sends without end',
    caughtBy: ['faults', 'disconnects a client that floods the server before it is accepted'],
    Adapter: class extends MyPlatformAdapter {
      override dropClient(): void {}
    },
  },
  {
    what: 'adds a listener to the server for every client',
    caughtBy: ['faults', 'serves 1000 clients of 20 gateways with a constant number of listeners'],
    Adapter: class extends MyPlatformAdapter {
      override bindClientConnect(server: WebSocketServer, callback: (client: WebSocket) => void): void {
        server.setMaxListeners(0).on('connection', () => server.on('error', () => undefined));
        super.bindClientConnect(server, callback);
      }
    },
  },
  {
    what: 'serves every path',
    caughtBy: ['shared servers', 'refuses an upgrade that nobody owns'],
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
    what: 'refuses the paths of its neighbours',
    caughtBy: ['shared servers', 'stands beside a foreign WebSocket server that came after it'],
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
    what: 'stays on the server of the caller',
    caughtBy: ['shared servers', 'leaves a server of the caller as it was, twenty times'],
    Adapter: class extends MyPlatformAdapter {
      override create(port: number, options?: MyPlatformGatewayOptions): WebSocketServer {
        this.leaseServer(port, options).httpServer.on('connection', () => undefined);
        return super.create(port, options);
      }
    },
  },
  {
    what: 'keeps global guards away from messages',
    caughtBy: ['enhancers', 'runs global enhancers around messages, but for filters, by default'],
    Adapter: class extends MyPlatformAdapter {
      constructor(app: INestApplication) {
        super(app);
        const { useWebSocketAdapter } = app;
        app.useWebSocketAdapter = (adapter) => useWebSocketAdapter.call(app, adapter, { inheritAppConfig: false });
      }
    },
  },
  {
    what: 'says that a refused client is still connected',
    caughtBy: ['connections', 'handles no message of a client that handleConnection refuses later'],
    Adapter: class extends MyPlatformAdapter {
      isClientConnected(): boolean {
        return true;
      }
    },
  },
  {
    what: 'tells too late that a client has left, and says that it is still connected',
    caughtBy: ['connections', 'discards the messages of a client that leaves while handleConnection works'],
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
    what: 'accepts a client when the check of its handshake throws',
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
    what: 'accepts a client when the check of its handshake returns a promise',
    caughtBy: ['connections', 'refuses one client whose handshake check resolves to false'],
    Adapter: class extends CheckingAdapter {
      protected override decide(check: () => unknown, decide: (accepted: boolean) => void): void {
        decide(Boolean(check()));
      }
    },
  },
  {
    what: 'keeps quiet about a check of handshakes that rejects',
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
    what: 'starts on a port that is taken',
    caughtBy: ['lifecycle', 'fails to start on a port that is taken, and can be closed'],
    Adapter: class extends MyPlatformAdapter {
      override async whenListening(): Promise<void> {}
    },
  },
  {
    what: 'closes nothing',
    caughtBy: ['lifecycle', 'closes with clients connected, tells the gateway, and frees the ports'],
    Adapter: class extends MyPlatformAdapter {
      override async close(): Promise<void> {}
    },
  },
  {
    what: 'gives every gateway a server of its own',
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
