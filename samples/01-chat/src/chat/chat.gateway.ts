import { UseFilters, UseGuards, UsePipes } from '@portico/common';
import {
  MessageBody,
  type OnGatewayConnection,
  type OnGatewayDisconnect,
  SubscribeMessage,
  WebSocketGateway,
  type WsResponse,
} from '@portico/websockets';
import { ChatService } from './chat.service.js';
import type { ChatClient } from './client/chat-client.js';
import { Client } from './client/client.decorator.js';
import { type ChatSocket, clientOf } from './client/client-of.js';
import { JoinDto } from './dto/join.dto.js';
import { SayDto } from './dto/say.dto.js';
import { TypingDto } from './dto/typing.dto.js';
import { MAX_FRAME_BYTES } from './limits.js';
import { ChatProblemFilter } from './problems/chat-problem.filter.js';
import { chatValidation } from './problems/chat-validation.pipe.js';
import { MessageRateGuard } from './problems/message-rate.guard.js';
import type { ServerEvent, ServerEvents } from './protocol.js';

type Answer<E extends ServerEvent> = WsResponse<ServerEvents[E]>;

/**
 * The door of the chat: one class for socket.io and for `ws`. Answers are `{ event, data }` because
 * native WebSockets have no acknowledgements; both adapters send them to the asker as that event.
 */
@WebSocketGateway({ maxPayload: MAX_FRAME_BYTES, maxHttpBufferSize: MAX_FRAME_BYTES })
@UseFilters(ChatProblemFilter)
@UseGuards(MessageRateGuard)
@UsePipes(chatValidation)
export class ChatGateway implements OnGatewayConnection<ChatSocket>, OnGatewayDisconnect<ChatSocket> {
  constructor(private readonly chat: ChatService) {}

  handleConnection(socket: ChatSocket): void {
    this.chat.connect(clientOf(socket));
  }

  handleDisconnect(socket: ChatSocket): void {
    this.chat.disconnect(clientOf(socket));
  }

  @SubscribeMessage('join')
  join(@Client() client: ChatClient, @MessageBody() wish: JoinDto): Answer<'joined'> {
    return { event: 'joined', data: this.chat.join(client, wish) };
  }

  @SubscribeMessage('say')
  say(@Client() client: ChatClient, @MessageBody() { text, ref }: SayDto): Answer<'said'> {
    return { event: 'said', data: { ref, message: this.chat.say(client, text) } };
  }

  @SubscribeMessage('typing')
  typing(@Client() client: ChatClient, @MessageBody() { typing }: TypingDto): void {
    this.chat.setTyping(client, typing);
  }

  @SubscribeMessage('leave')
  leave(@Client() client: ChatClient): Answer<'left'> | undefined {
    const room = this.chat.leave(client);
    return room === undefined ? undefined : { event: 'left', data: { room } };
  }

  /** Browsers cannot send WebSocket pings: the page asks like this whether the line is alive. */
  @SubscribeMessage('ping')
  ping(): Answer<'pong'> {
    return { event: 'pong', data: {} };
  }
}
