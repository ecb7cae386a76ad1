import { UseFilters, UseGuards, UseInterceptors, UsePipes, ValidationPipe } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import {
  ConnectedSocket,
  MessageBody,
  type OnGatewayConnection,
  type OnGatewayDisconnect,
  type OnGatewayInit,
  SubscribeMessage,
  WebSocketGateway,
  WebSocketServer,
  WsException,
} from '@nestjs/websockets';
import { IsNotEmpty, IsString } from 'class-validator';
import { interval, map, take } from 'rxjs';
import type { Namespace, Server, Socket } from 'socket.io';
import { Repository } from 'typeorm';
import { AdminGuard, CurrentUser, EnvelopeInterceptor, NotFoundFilter } from './enhancers.js';
import { Message, User } from './entities.js';

class Post {
  @IsString()
  room!: string;

  @IsNotEmpty()
  text!: string;
}

/** Rooms whose messages are kept. */
@WebSocketGateway({ namespace: 'chat' })
export class ChatGateway {
  @WebSocketServer() private readonly server!: Namespace;

  constructor(@InjectRepository(Message) private readonly messages: Repository<Message>) {}

  @SubscribeMessage('join')
  async join(@ConnectedSocket() socket: Socket, @MessageBody('room') room: string) {
    await socket.join(room);
    const messages = await this.messages.find({ where: { room }, order: { id: 'ASC' } });
    return messages.map(({ text, author }) => `${author.name}: ${text}`);
  }

  @UsePipes(new ValidationPipe({ exceptionFactory: (errors) => new WsException(errors.map(String)) }))
  @SubscribeMessage('post')
  async post(@MessageBody() { room, text }: Post, @CurrentUser() author: User) {
    const { id } = await this.messages.save({ room, text, author });
    this.server.to(room).emit('posted', { text, by: author.name });
    return id;
  }

  @UseFilters(NotFoundFilter)
  @SubscribeMessage('read')
  read(@MessageBody() id: number) {
    return this.messages.findOneByOrFail({ id });
  }
}

/** Who is here. */
@WebSocketGateway({ namespace: 'presence' })
export class PresenceGateway implements OnGatewayInit, OnGatewayConnection, OnGatewayDisconnect {
  private readonly present = new Map<string, string>();
  private initialized = false;

  afterInit() {
    this.initialized = true;
  }

  handleConnection(socket: Socket) {
    this.present.set(socket.id, socket.data.user.name);
    socket.broadcast.emit('came', socket.data.user.name);
  }

  handleDisconnect(socket: Socket) {
    this.present.delete(socket.id);
  }

  @SubscribeMessage('who')
  who() {
    return { initialized: this.initialized, present: [...this.present.values()].toSorted() };
  }
}

/** Streams. */
@WebSocketGateway({ namespace: 'ticker' })
export class TickerGateway {
  @SubscribeMessage('subscribe')
  subscribe(@MessageBody() count: number) {
    return interval(2).pipe(
      take(count),
      map((data) => ({ event: 'tick', data })),
    );
  }
}

@UseGuards(AdminGuard)
@WebSocketGateway({ namespace: 'admin' })
export class AdminGateway {
  constructor(private readonly chat: ChatGateway) {}

  @SubscribeMessage('read')
  read(@MessageBody() id: number) {
    return this.chat.read(id);
  }
}

/** A namespace for each board. */
@WebSocketGateway({ namespace: /^\/boards\/\d+$/ })
export class BoardGateway {
  @SubscribeMessage('draw')
  draw(@ConnectedSocket() socket: Socket, @MessageBody() line: number[]) {
    socket.nsp.emit('drawn', { board: socket.nsp.name, line });
  }
}

@UseInterceptors(EnvelopeInterceptor)
@WebSocketGateway({ namespace: 'profile' })
export class ProfileGateway {
  constructor(@InjectRepository(User) private readonly users: Repository<User>) {}

  @SubscribeMessage('rename')
  async rename(@CurrentUser() user: User, @MessageBody() name: string) {
    await this.users.update(user.id, { name });
    return (await this.users.findOneByOrFail({ id: user.id })).name;
  }
}

/** Without a namespace: what HTTP routes send from. */
@WebSocketGateway()
export class NewsGateway {
  @WebSocketServer() readonly server!: Server;

  @SubscribeMessage('ping')
  ping(@MessageBody() data: unknown) {
    return { event: 'pong', data };
  }
}
