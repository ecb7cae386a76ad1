import { Injectable, Logger, Module } from '@portico/common';
import {
  type OnGatewayConnection,
  type OnGatewayDisconnect,
  type OnGatewayInit,
  SubscribeMessage,
  WebSocketGateway,
} from '@portico/websockets';
import type { Server, Socket } from 'socket.io';

@Injectable()
export class Users {
  readonly left: string[] = [];

  async find(token: unknown): Promise<string> {
    await new Promise((resolve) => setTimeout(resolve, 20));
    if (typeof token !== 'string') throw new Error('Who is there?');
    return token;
  }

  async saveLastSeen(name: string): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, 20));
    this.left.push(name);
  }
}

// #region hooks
@WebSocketGateway()
export class ChatGateway implements OnGatewayInit<Server>, OnGatewayConnection<Socket>, OnGatewayDisconnect<Socket> {
  private readonly logger = new Logger(ChatGateway.name);

  constructor(private readonly users: Users) {}

  afterInit(server: Server): void {
    server.use((_socket, next) => next()); // for example, socket.io middleware
  }

  async handleConnection(client: Socket): Promise<void> {
    // Messages of the client are queued until this method completes, and are then handled in order.
    client.data.name = await this.users.find(client.handshake.auth.token);
  }

  async handleDisconnect(client: Socket, reason: string): Promise<void> {
    this.logger.log(`${client.data.name} left: ${reason}`);
    // app.close() waits for this.
    await this.users.saveLastSeen(client.data.name);
  }

  @SubscribeMessage('who am I')
  whoAmI(client: Socket): string {
    return client.data.name;
  }
}
// #endregion

// #region inject
@Injectable()
export class Moderation {
  constructor(private readonly chat: ChatGateway) {}

  get watches(): string {
    return this.chat.constructor.name;
  }
}
// #endregion

@Module({ providers: [ChatGateway, Users, Moderation] })
export class ChatModule {}
