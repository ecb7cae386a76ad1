import { UseFilters, UseGuards } from '@portico/common';
import {
  type BodyOf,
  ConnectedClient,
  type HandlerResult,
  MessageBody,
  type OnGatewayConnection,
  type OnGatewayDisconnect,
  SubscribeMessage,
  WebSocketGateway,
} from '@portico/websockets';
import { ChatService } from './chat.service.js';
import type { ChatClient } from './chat-client.js';
import { type Chat, chat } from './contract.js';
import { MAX_FRAME_BYTES } from './limits.js';
import { ChatProblemFilter } from './problems/chat-problem.filter.js';
import { MessageRateGuard } from './problems/message-rate.guard.js';

/** The chat for clients of socket.io. The contract defines its messages and events. */
@WebSocketGateway({ maxHttpBufferSize: MAX_FRAME_BYTES })
@UseFilters(ChatProblemFilter)
@UseGuards(MessageRateGuard)
export class ChatGateway implements OnGatewayConnection<ChatClient>, OnGatewayDisconnect<ChatClient> {
  constructor(private readonly chat: ChatService) {}

  handleConnection(@ConnectedClient() client: ChatClient): void {
    this.chat.connect(client);
  }

  async handleDisconnect(@ConnectedClient() client: ChatClient): Promise<void> {
    await this.chat.leave(client);
  }

  @SubscribeMessage(chat.join)
  async join(@ConnectedClient() client: ChatClient, @MessageBody() wish: BodyOf<Chat['join']>) {
    return { event: 'joined' as const, data: await this.chat.join(client, wish) };
  }

  @SubscribeMessage(chat.say)
  say(
    @ConnectedClient() client: ChatClient,
    @MessageBody() { text, ref }: BodyOf<Chat['say']>,
  ): HandlerResult<Chat['say']> {
    return { event: 'said', data: { ref, message: this.chat.say(client, text) } };
  }

  @SubscribeMessage(chat.typing)
  typing(@ConnectedClient() client: ChatClient, @MessageBody() { typing }: BodyOf<Chat['typing']>): void {
    this.chat.setTyping(client, typing);
  }

  @SubscribeMessage(chat.leave)
  async leave(@ConnectedClient() client: ChatClient) {
    const room = await this.chat.leave(client);
    return room === undefined ? undefined : { event: 'left' as const, data: { room } };
  }

  /** The page uses it to check the connection, because browsers cannot send WebSocket pings. */
  @SubscribeMessage(chat.ping)
  ping(): HandlerResult<Chat['ping']> {
    return { event: 'pong', data: {} };
  }
}

/** The chat for native WebSockets, on the same port. */
@WebSocketGateway({ adapter: 'ws', maxPayload: MAX_FRAME_BYTES })
export class PlainChatGateway extends ChatGateway {}
