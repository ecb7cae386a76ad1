import { Module } from '@portico/common';
import { MessageBody, SubscribeMessage, WebSocketGateway, WebSocketServer } from '@portico/websockets';
import type { Server } from 'socket.io';

/** Sends to all clients of all processes, and counts them. */
@WebSocketGateway()
class ChatGateway {
  @WebSocketServer() server!: Server;

  @SubscribeMessage('shout')
  shout(@MessageBody() text: string): void {
    this.server.emit('heard', text);
  }

  @SubscribeMessage('count')
  async count(): Promise<{ clients: number }> {
    return { clients: (await this.server.fetchSockets()).length };
  }
}

@Module({ providers: [ChatGateway] })
export class ChatModule {}
