import { Module } from '@portico/common';
import { SubscribeMessage, WebSocketGateway, WebSocketServer } from '@portico/websockets';
import type { Namespace, Server, Socket } from 'socket.io';

const PORT = Number(process.env.GATEWAY_PORT ?? 8081);

// #region port
@WebSocketGateway(PORT, { transports: ['websocket'] })
class OwnPortGateway {
  @SubscribeMessage('ping')
  ping(): string {
    return 'pong';
  }
}
// #endregion

// #region path
@WebSocketGateway({ path: '/realtime', cors: { origin: 'https://example.com' } })
class PathGateway {
  @SubscribeMessage('ping')
  ping(): string {
    return 'pong';
  }
}
// #endregion

// #region namespace
@WebSocketGateway({ namespace: 'news' })
class NewsGateway {
  @WebSocketServer() namespace!: Namespace;

  @SubscribeMessage('publish')
  publish(_client: Socket, text: string): void {
    this.namespace.emit('published', text);
  }
}
// #endregion

// #region pattern
@WebSocketGateway({ namespace: /^\/room-\d+$/ })
class RoomsGateway {
  @SubscribeMessage('where')
  where(client: Socket): string {
    return client.nsp.name; // such as "/room-7"
  }
}
// #endregion

// #region server
@WebSocketGateway()
export class AnnouncementsGateway {
  @WebSocketServer() server!: Server;

  announce(text: string): void {
    this.server.emit('announcement', text);
  }
}
// #endregion

@Module({ providers: [OwnPortGateway, PathGateway, NewsGateway, RoomsGateway, AnnouncementsGateway] })
export class ServersModule {}
