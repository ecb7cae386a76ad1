import { Module } from '@portico/common';
import { type OnGatewayConnection, SubscribeMessage, WebSocketGateway } from '@portico/websockets';
import type { Socket } from 'socket.io';

const EVERY_MS = 20;

// #region feed
@WebSocketGateway({ waitForConnection: false })
export class FeedGateway implements OnGatewayConnection<Socket> {
  async handleConnection(client: Socket): Promise<void> {
    for (let count = 1; client.connected; count += 1) {
      client.emit('news', count);
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    }
  }

  @SubscribeMessage('ping')
  ping(): string {
    return 'pong'; // while the feed runs
  }
}
// #endregion

@Module({ providers: [FeedGateway] })
export class FeedModule {}
