import type { IncomingMessage } from 'node:http';
import type { TLSSocket } from 'node:tls';
import { broadcast } from '@portico/platform-ws';
import {
  ConnectedSocket,
  MessageBody,
  type OnGatewayConnection,
  type OnGatewayDisconnect,
  SubscribeMessage,
  WebSocketGateway,
  WebSocketServer,
  WsException,
} from '@portico/websockets';
import type { WebSocketServer as Server, WebSocket } from 'ws';

/** The scheme that a visitor came with. */
export type Scheme = 'ws' | 'wss';

/** How many visitors came with each. */
export type Visitors = Readonly<Record<Scheme, number>>;

const MAX_LENGTH = 200;

/**
 * One gateway for both servers: clients connected by `ws:` and by `wss:` share the same room.
 */
@WebSocketGateway({ maxPayload: 4_096 })
export class VisitorsGateway implements OnGatewayConnection<WebSocket>, OnGatewayDisconnect<WebSocket> {
  @WebSocketServer() private readonly server!: Server;
  private readonly schemes = new Map<WebSocket, Scheme>();

  handleConnection(client: WebSocket, request: IncomingMessage): void {
    this.schemes.set(client, (request.socket as TLSSocket).encrypted ? 'wss' : 'ws');
    this.announce();
  }

  handleDisconnect(client: WebSocket): void {
    this.schemes.delete(client);
    this.announce();
  }

  @SubscribeMessage('say')
  say(@ConnectedSocket() client: WebSocket, @MessageBody('text') text: unknown): void {
    if (typeof text !== 'string' || text.trim() === '') throw new WsException('Write something first.');
    const said = { text: text.trim().slice(0, MAX_LENGTH), by: this.schemes.get(client) };
    broadcast(this.server.clients, { event: 'said', data: said });
  }

  private announce(): void {
    const visitors = { ws: 0, wss: 0 };
    for (const scheme of this.schemes.values()) visitors[scheme]++;
    broadcast(this.schemes.keys(), { event: 'visitors', data: visitors satisfies Visitors });
  }
}
