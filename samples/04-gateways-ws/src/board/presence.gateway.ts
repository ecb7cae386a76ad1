import { broadcast } from '@portico/platform-ws';
import {
  type OnGatewayConnection,
  type OnGatewayDisconnect,
  WebSocketGateway,
  WebSocketServer,
} from '@portico/websockets';
import type { WebSocketServer as Server } from 'ws';

/** A second gateway on the path of the board: the two share a server and its clients. */
@WebSocketGateway({ path: '/board' })
export class PresenceGateway implements OnGatewayConnection, OnGatewayDisconnect {
  @WebSocketServer() private readonly server!: Server;

  handleConnection(): void {
    this.tell();
  }

  handleDisconnect(): void {
    this.tell();
  }

  private tell(): void {
    broadcast(this.server.clients, { event: 'presence', data: { readers: this.server.clients.size } });
  }
}
