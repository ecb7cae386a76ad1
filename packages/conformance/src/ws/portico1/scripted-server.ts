import { once } from 'node:events';
import { type WebSocket, WebSocketServer } from 'ws';
import { inTime, TIMEOUT_MS } from '../../support/in-time.js';
import { portOf } from '../../support/port-of.js';

/** A frame of a client. */
export interface ClientFrame {
  readonly event?: unknown;
  readonly data?: any;
  readonly id?: number;
  readonly error?: any;
  readonly cancel?: unknown;
}

/** One connection of a client. The test sends and reads the frames of the server. */
export class ScriptedConnection {
  private readonly frames: ClientFrame[] = [];
  private waiting: (() => void) | undefined;
  isClosed = false;

  constructor(
    readonly socket: WebSocket,
    /** The subprotocols that the client offered. */
    readonly protocols: string | undefined,
  ) {
    socket.on('message', (data) => {
      this.frames.push(JSON.parse(String(data)));
      this.waiting?.();
    });
    socket.on('close', () => {
      this.isClosed = true;
    });
  }

  /** Sends the first frame. */
  begin(session: object = {}): this {
    return this.send({ session: { id: 'a-client', recovered: false, ...session } });
  }

  /** The subprotocols that the client offered, except portico.1. */
  get tokens(): readonly string[] {
    return (this.protocols ?? '').split(/, */).filter((each) => each !== 'portico.1' && each !== '');
  }

  send(frame: object | string | Buffer): this {
    this.socket.send(typeof frame === 'string' || Buffer.isBuffer(frame) ? frame : JSON.stringify(frame));
    return this;
  }

  /** Returns the next frame of the client. */
  next(): Promise<ClientFrame> {
    const arrival = async (): Promise<ClientFrame> => {
      for (;;) {
        const frame = this.frames.shift();
        if (frame) return frame;
        await new Promise<void>((resolve) => {
          this.waiting = resolve;
        });
      }
    };
    return inTime(arrival(), () => `The client sent no frame within ${TIMEOUT_MS} ms`);
  }

  /** The frames that the test has not read. */
  get rest(): readonly ClientFrame[] {
    return this.frames;
  }
}

/** A server for tests of clients. It accepts `portico.1`, and sends only the frames of the test. */
export class ScriptedServer {
  private readonly connections: ScriptedConnection[] = [];
  private waiting: (() => void) | undefined;

  private constructor(private readonly server: WebSocketServer) {
    server.on('connection', (socket, request) => {
      this.connections.push(new ScriptedConnection(socket, request.headers['sec-websocket-protocol']));
      this.waiting?.();
    });
  }

  static async start(): Promise<ScriptedServer> {
    const server = new WebSocketServer({
      port: 0,
      host: '127.0.0.1',
      handleProtocols: (protocols) => protocols.has('portico.1') && 'portico.1',
    });
    await once(server, 'listening');
    return new ScriptedServer(server);
  }

  get url(): string {
    return `ws://127.0.0.1:${portOf(this.server)}/`;
  }

  /** Returns the next connection, to which no frame has been sent. */
  connection(): Promise<ScriptedConnection> {
    const arrival = async (): Promise<ScriptedConnection> => {
      for (;;) {
        const connection = this.connections.shift();
        if (connection) return connection;
        await new Promise<void>((resolve) => {
          this.waiting = resolve;
        });
      }
    };
    return inTime(arrival(), () => `No client connected within ${TIMEOUT_MS} ms`);
  }

  close(): void {
    for (const client of this.server.clients) client.terminate();
    this.server.close();
  }
}
