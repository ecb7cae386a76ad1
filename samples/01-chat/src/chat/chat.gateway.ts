import { UseFilters, UseGuards, UsePipes } from '@portico/common';
import {
  ConnectedClient,
  MessageBody,
  type OnGatewayConnection,
  type OnGatewayDisconnect,
  SubscribeMessage,
  WebSocketGateway,
  type WsResponse,
} from '@portico/websockets';
import { ChatService } from './chat.service.js';
import type { ChatClient } from './chat-client.js';
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
export class ChatGateway implements OnGatewayConnection<ChatClient>, OnGatewayDisconnect<ChatClient> {
  constructor(private readonly chat: ChatService) {}

  handleConnection(@ConnectedClient() client: ChatClient): void {
    this.chat.connect(client);
  }

  async handleDisconnect(@ConnectedClient() client: ChatClient): Promise<void> {
    await this.chat.leave(client);
  }

  @SubscribeMessage('join')
  async join(@ConnectedClient() client: ChatClient, @MessageBody() wish: JoinDto): Promise<Answer<'joined'>> {
    return { event: 'joined', data: await this.chat.join(client, wish) };
  }

  @SubscribeMessage('say')
  say(@ConnectedClient() client: ChatClient, @MessageBody() { text, ref }: SayDto): Answer<'said'> {
    return { event: 'said', data: { ref, message: this.chat.say(client, text) } };
  }

  @SubscribeMessage('typing')
  typing(@ConnectedClient() client: ChatClient, @MessageBody() { typing }: TypingDto): void {
    this.chat.setTyping(client, typing);
  }

  @SubscribeMessage('leave')
  async leave(@ConnectedClient() client: ChatClient): Promise<Answer<'left'> | undefined> {
    const room = await this.chat.leave(client);
    return room === undefined ? undefined : { event: 'left', data: { room } };
  }

  /** Browsers cannot send WebSocket pings: the page asks like this whether the line is alive. */
  @SubscribeMessage('ping')
  ping(): Answer<'pong'> {
    return { event: 'pong', data: {} };
  }
}
