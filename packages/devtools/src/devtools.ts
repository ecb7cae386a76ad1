import { randomUUID } from 'node:crypto';
import type { AsyncApiDocument } from '@portico/asyncapi';
import type { INestApplication } from '@portico/common';
import { createDocument } from './application/create-document.js';
import { type DescribedApplication, describeApplication } from './application/describe-application.js';
import { OwnServers } from './application/own-servers.js';
import { findClient, followClient } from './clients/follow-client.js';
import { listClients } from './clients/list-clients.js';
import { listRooms } from './clients/list-rooms.js';
import { readPageRequest } from './clients/page-of.js';
import type { Exchange } from './http/exchange.js';
import type { DevtoolsRoute } from './http/route.js';
import { GatewayObserver } from './live/gateway-observer.js';
import { LiveFeed } from './live/live-feed.js';
import { OpenStreams } from './open-streams.js';
import { readPage } from './page-file.js';
import type { ApplicationDescription } from './protocol/application.js';
import { Relay } from './relay/relay.js';

/** Handles the requests of the page for one application. */
export class Devtools {
  private readonly start = randomUUID();
  private readonly servers: OwnServers;
  private readonly observer = new GatewayObserver();
  private readonly feed: LiveFeed;
  private readonly relay: Relay;
  private readonly streams: OpenStreams;
  private known: Promise<AsyncApiDocument> | undefined;

  constructor(private readonly app: INestApplication) {
    this.servers = new OwnServers(app);
    this.feed = new LiveFeed(this.start, this.servers, this.observer);
    this.streams = new OpenStreams(app, () => this.relay.closeAll());
    this.relay = new Relay(this.servers, this.streams);
  }

  /** All routes. The table in protocol.ts describes them. */
  routes(): readonly DevtoolsRoute[] {
    const { relay } = this;
    return [
      { method: 'get', path: '', handle: (exchange) => this.page(exchange) },
      { method: 'get', path: '/document', handle: (exchange) => this.document(exchange) },
      { method: 'get', path: '/application', handle: (exchange) => this.application(exchange) },
      { method: 'get', path: '/live', handle: (exchange) => this.feed.open(this.streams.open(exchange)) },
      { method: 'get', path: '/clients', handle: (exchange) => this.clients(exchange) },
      { method: 'get', path: '/rooms', handle: (exchange) => this.rooms(exchange) },
      { method: 'get', path: '/clients/:server/:client/messages', handle: (exchange) => this.follow(exchange) },
      { method: 'post', path: '/connections', handle: (exchange) => relay.open(exchange) },
      { method: 'get', path: '/connections/:connection/events', handle: (exchange) => relay.follow(exchange) },
      { method: 'post', path: '/connections/:connection/messages', handle: (exchange) => relay.send(exchange) },
      {
        method: 'delete',
        path: '/connections/:connection/messages/:request',
        handle: (exchange) => relay.cancel(exchange),
      },
      { method: 'delete', path: '/connections/:connection', handle: (exchange) => relay.close(exchange) },
    ];
  }

  private async page(exchange: Exchange): Promise<void> {
    const { html, contentSecurityPolicy } = await readPage();
    exchange.html(html, contentSecurityPolicy);
  }

  private application(exchange: Exchange): void {
    exchange.json(200, { ...this.describe(exchange), start: this.start } satisfies ApplicationDescription);
  }

  /** Created once, because it does not change while the application runs; again after a failure. */
  private async document(exchange: Exchange): Promise<void> {
    this.known ??= createDocument(this.app, this.describe(exchange).name, this.servers);
    try {
      exchange.json(200, await this.known);
    } catch (error) {
      this.known = undefined;
      throw error;
    }
  }

  private describe({ raw }: Exchange): DescribedApplication {
    return describeApplication(this.app, this.servers, raw.socket.localPort);
  }

  private async clients(exchange: Exchange): Promise<void> {
    const query = exchange.query();
    const { status } = this.servers.find(query.get('server') ?? '');
    const room = query.get('room') ?? undefined;
    const connectedAt = this.observer.connectedAtOf;
    exchange.json(200, await listClients(status, { ...readPageRequest(query), room, connectedAt }));
  }

  private async rooms(exchange: Exchange): Promise<void> {
    const query = exchange.query();
    const { status } = this.servers.find(query.get('server') ?? '');
    exchange.json(200, await listRooms(status, readPageRequest(query)));
  }

  private follow(exchange: Exchange): void {
    const { status } = this.servers.find(exchange.param('server'));
    const client = findClient(status, exchange.param('client'));
    followClient(client, this.streams.open(exchange), this.observer);
  }
}
