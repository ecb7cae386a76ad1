import { randomBytes } from 'node:crypto';
import type { OwnServers } from '../application/own-servers.js';
import type { Exchange } from '../http/exchange.js';
import { RequestFailure } from '../http/failure.js';
import type { OpenStreams } from '../open-streams.js';
import type { Protocol } from '../protocol/application.js';
import type { Opened, Refused } from '../protocol/connections.js';
import { connectPlain } from './connect-plain.js';
import { connectPortico1 } from './connect-portico1.js';
import { connectSocketIo } from './connect-socket-io.js';
import { readConnectionRequest, readOutgoingMessage } from './read-requests.js';
import { RelaySession } from './relay-session.js';
import { type Connect, RefusedConnection } from './relayed.js';
import { targetOf } from './target.js';

/** The limit for all pages together. */
const MAX_CONNECTIONS = 20;

const CONNECT: Readonly<Record<Protocol, Connect>> = {
  'socket.io': connectSocketIo,
  'portico.1': connectPortico1,
  ws: connectPlain,
};

/** Connects the application to itself for pages, because browsers cannot set the headers of a WebSocket. */
export class Relay {
  private readonly sessions = new Map<string, RelaySession>();

  constructor(
    private readonly servers: OwnServers,
    private readonly streams: OpenStreams,
  ) {}

  /** `POST connections` */
  async open(exchange: Exchange): Promise<void> {
    const request = readConnectionRequest(await exchange.body());
    const target = targetOf(this.servers.find(request.server).status, request, exchange.raw);
    if (this.sessions.size >= MAX_CONNECTIONS) {
      throw new RequestFailure(
        429,
        `${MAX_CONNECTIONS} connections are open, which is the limit. Close one of them, or a devtools page that you do not need.`,
      );
    }
    const id = randomBytes(15).toString('base64url');
    const session = new RelaySession(() => this.sessions.delete(id));
    this.sessions.set(id, session);
    try {
      session.start(await CONNECT[request.protocol](target, session.sink));
    } catch (error) {
      session.close('');
      if (!(error instanceof RefusedConnection)) throw error;
      const { status, message } = error;
      exchange.json(200, { refused: { status, message } } satisfies Refused);
      return;
    }
    exchange.json(201, { id } satisfies Opened);
  }

  /** `GET connections/:connection/events` */
  follow(exchange: Exchange): void {
    this.find(exchange).attach(() => this.streams.open(exchange));
  }

  /** `POST connections/:connection/messages` */
  async send(exchange: Exchange): Promise<void> {
    const session = this.find(exchange);
    session.send(readOutgoingMessage(await exchange.body()));
    exchange.json(202, {});
  }

  /** `DELETE connections/:connection/messages/:request` */
  cancel(exchange: Exchange): void {
    this.find(exchange).cancel(exchange.param('request'));
    exchange.empty(204);
  }

  /** `DELETE connections/:connection` */
  close(exchange: Exchange): void {
    this.find(exchange).close('Closed by the page');
    exchange.empty(204);
  }

  closeAll(): void {
    for (const session of [...this.sessions.values()]) session.close('The application is closing');
  }

  private find(exchange: Exchange): RelaySession {
    const session = this.sessions.get(exchange.param('connection'));
    if (session) return session;
    throw new RequestFailure(404, 'The connection is closed.');
  }
}
