import {
  GatewayClients,
  type OnGatewayConnection,
  type OnGatewayDisconnect,
  WebSocketGateway,
} from '@portico/websockets';

/** A second gateway on the path of the board. Both share a server and its clients. */
@WebSocketGateway({ path: '/board' })
export class PresenceGateway implements OnGatewayConnection, OnGatewayDisconnect {
  @GatewayClients() private readonly clients!: GatewayClients;
  private readers = 0;

  handleConnection(): void {
    this.readers += 1;
    this.tell();
  }

  handleDisconnect(): void {
    this.readers -= 1;
    this.tell();
  }

  private tell(): void {
    this.clients.emit('presence', { readers: this.readers });
  }
}
