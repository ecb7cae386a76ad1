import {
  ConnectedClient,
  type GatewayClient,
  GatewayClients,
  MessageBody,
  type OnGatewayConnection,
  type OnGatewayDisconnect,
  SubscribeMessage,
  WebSocketGateway,
  WsException,
} from '@portico/websockets';

/** The scheme with which a visitor connected. */
export type Scheme = 'ws' | 'wss';

/** How many visitors are connected with each scheme. */
export type Visitors = Readonly<Record<Scheme, number>>;

interface Visitor {
  readonly scheme: Scheme;
}

/** The events that the server sends. */
interface VisitorEvents {
  said: { text: string; by: Scheme };
  visitors: Visitors;
}

const MAX_LENGTH = 200;

/**
 * One gateway for both servers. Clients that are connected with `ws:` and with `wss:` receive the same events.
 */
@WebSocketGateway({ maxPayload: 4_096 })
export class VisitorsGateway implements OnGatewayConnection, OnGatewayDisconnect {
  @GatewayClients() private readonly clients!: GatewayClients<Visitor, VisitorEvents>;
  private readonly visitors = { ws: 0, wss: 0 };

  handleConnection(@ConnectedClient() client: GatewayClient<Visitor>): void {
    client.data = { scheme: client.handshake.secure ? 'wss' : 'ws' };
    this.count(client.data, 1);
  }

  handleDisconnect(@ConnectedClient() client: GatewayClient<Visitor>): void {
    this.count(client.data, -1);
  }

  @SubscribeMessage('say')
  say(@ConnectedClient() client: GatewayClient<Visitor>, @MessageBody('text') text: unknown): void {
    if (typeof text !== 'string' || text.trim() === '') throw new WsException('Write something first.');
    this.clients.emit('said', { text: text.trim().slice(0, MAX_LENGTH), by: client.data.scheme });
  }

  private count({ scheme }: Visitor, change: number): void {
    this.visitors[scheme] += change;
    this.clients.emit('visitors', this.visitors);
  }
}
