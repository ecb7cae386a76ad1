import { once } from 'node:events';
import { createServer, type Server, STATUS_CODES } from 'node:http';
import { errorMessage } from '@portico/common/internal';
import { webSocketError } from '../errors.js';

const DEFAULT_HANDSHAKE_TIMEOUT_MS = 10_000;

/** How often Node checks for handshakes that take too long. */
const CHECK_INTERVAL_MS = 1_000;

/** A dedicated gateway port, shared by the servers on its paths. */
export class GatewayPort {
  readonly server: Server;
  /** Resolves when it listens. */
  readonly listening: Promise<void>;
  private users = 0;
  private isOpened = false;
  private begin!: () => void;

  constructor(
    private readonly port: number,
    private readonly host: string | undefined,
    handshakeTimeout?: number | null,
  ) {
    const timeout = handshakeTimeout ?? DEFAULT_HANDSHAKE_TIMEOUT_MS;
    this.server = createServer(
      {
        headersTimeout: timeout,
        requestTimeout: timeout,
        connectionsCheckingInterval: Math.min(CHECK_INTERVAL_MS, timeout),
      },
      (_request, response) => {
        const body = STATUS_CODES[426]!;
        response.writeHead(426, { 'Content-Length': body.length, 'Content-Type': 'text/plain', Upgrade: 'websocket' });
        response.end(body);
      },
    );
    this.listening = new Promise<void>((resolve) => {
      this.begin = resolve;
    }).then(() => listen(this.server, this.port, this.host));
    // An unobserved failure must not crash the process.
    this.listening.catch(() => undefined);
  }

  /** Opens the port. */
  listen(): void {
    this.isOpened = true;
    this.begin();
  }

  use(): void {
    this.users += 1;
  }

  /** @returns whether the port is no longer used */
  release(): boolean {
    this.users -= 1;
    return this.users === 0;
  }

  /** Frees the port. */
  async close(): Promise<void> {
    if (!this.isOpened) return;
    if (!this.server.listening) {
      await this.listening.catch(() => undefined);
      if (!this.server.listening) return;
    }
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }
}

async function listen(server: Server, port: number, host: string | undefined): Promise<void> {
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    throw webSocketError(
      'PORTICO_WS_PORT',
      `The gateway port ${port} cannot be opened: ${errorMessage(error)}`,
      'Choose another port in @WebSocketGateway(port), or omit it to share the port of the application.',
      error,
    );
  }
  // A listening server may still emit an error for a single connection, which does not affect others.
  server.on('error', () => undefined);
}
