import { EventEmitter } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { Logger } from '@portico/common';
import { BunMessage } from '../http/bun-request.js';
import type { BunServer } from '../http/bun-server.js';
import { UpgradeSocket } from '../http/upgrade-socket.js';
import { BunClient } from './bun-client.js';

/** Sixteen bytes in base64. */
const KEY = /^[+/0-9A-Za-z]{22}==$/;
const SERVICE_RESTART = 1012;

let lastNumber = 0;

/** The clients of the gateways at one path. Emits `connection` with a client and its request. */
export class BunGatewayServer extends EventEmitter {
  readonly clients = new Set<BunClient>();
  /** In front of the names of topics, which belong to the whole server of Bun. */
  readonly topicPrefix = `${++lastNumber}:`;
  private readonly logger = new Logger(BunGatewayServer.name);
  private newcomers: Set<BunClient> | undefined;

  /**
   * @param maxPayload in bytes
   * @param protocols the subprotocols that clients may choose
   */
  constructor(
    readonly httpServer: BunServer,
    readonly path: string,
    private readonly maxPayload: number,
    private readonly protocols: readonly string[],
  ) {
    super();
  }

  /** Accepts the client of an upgrade request, or refuses an invalid handshake. */
  accept(request: IncomingMessage, socket: Duplex): void {
    const refusal = invalidHandshake(request);
    if (refusal) {
      socket.end(refusal);
      return;
    }
    // Both are made by BunServer, for which the types of Node stand.
    const [from, connection]: readonly [unknown, unknown] = [request, socket];
    if (!(from instanceof BunMessage && connection instanceof UpgradeSocket)) throw foreignServerError();
    // Read now, because Bun forgets it with the request.
    void from.socket.remoteAddress;
    const client = new BunClient(this.maxPayload, () => this.admit(client, from));
    // The signal of a guard ends with the client.
    if (connection.listenerCount('close') > 0) client.once('close', () => connection.destroy());
    if (!connection.accept(client, this.choose(request.headers['sec-websocket-protocol']))) socket.end(BAD_REQUEST);
  }

  /** Returns the connected clients, to which each client is added before its connection is announced. */
  watchNewcomers(): Set<BunClient> {
    this.newcomers ??= new Set(this.clients);
    return this.newcomers;
  }

  /**
   * Disconnects all clients.
   *
   * @param timeoutMs how long they have for the closing handshake; 0 closes the connections at once
   */
  async close(timeoutMs = 0): Promise<void> {
    const clients = [...this.clients];
    const closed = clients.map((client) => new Promise((resolve) => client.once('close', resolve)));
    const terminate = (): void => {
      for (const client of this.clients) client.terminate();
    };
    for (const client of clients) client.close(SERVICE_RESTART, 'The server is closing');
    if (timeoutMs === 0) terminate();
    const timer = setTimeout(terminate, timeoutMs);
    await Promise.all(closed);
    clearTimeout(timer);
  }

  private admit(client: BunClient, request: BunMessage): void {
    this.clients.add(client);
    this.newcomers?.add(client);
    client.once('close', () => {
      this.clients.delete(client);
      this.newcomers?.delete(client);
    });
    try {
      this.emit('connection', client, request);
    } catch (error) {
      this.logger.error(error);
      client.terminate();
    }
  }

  private choose(offered: string | undefined): string | undefined {
    if (offered === undefined) return undefined;
    const names = offered.split(',').map((name) => name.trim());
    return names.find((name) => this.protocols.includes(name));
  }
}

const BAD_REQUEST = response('400 Bad Request');

/** Bun itself would accept some of these. */
function invalidHandshake({ method, headers }: IncomingMessage): string | undefined {
  if (method !== 'GET') return response('405 Method Not Allowed', 'Allow: GET\r\n');
  if (headers.upgrade?.toLowerCase() !== 'websocket') return BAD_REQUEST;
  if (!KEY.test(headers['sec-websocket-key'] ?? '')) return BAD_REQUEST;
  const version = headers['sec-websocket-version'];
  return version === '13' ? undefined : response('426 Upgrade Required', 'Sec-WebSocket-Version: 13\r\n');
}

function response(status: string, headers = ''): string {
  return `HTTP/1.1 ${status}\r\nConnection: close\r\n${headers}\r\n`;
}

function foreignServerError(): Error {
  return new Error(
    'The request is of a server of Node. Add BunHttpAdapter to the application, or give the gateway a port.',
  );
}
