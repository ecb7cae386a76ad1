import { Module } from '@portico/common';
import { disconnectAt, SubscribeMessage, WebSocketGateway } from '@portico/websockets';
import type { Socket } from 'socket.io';

// #region expiry
@WebSocketGateway()
class MembersGateway {
  handleConnection(client: Socket): void {
    const { expires } = client.handshake.auth; // for example, the "exp" of a verified token, in seconds
    disconnectAt(client, expires * 1000);
  }

  @SubscribeMessage('ping')
  ping(): string {
    return 'pong';
  }
}
// #endregion

@Module({ providers: [MembersGateway] })
export class ExpiryModule {}
