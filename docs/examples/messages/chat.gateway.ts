import { Module } from '@portico/common';

// #region gateway
import {
  type BodyOf,
  ConnectedClient,
  type EventsOf,
  type GatewayClient,
  MessageBody,
  SubscribeMessage,
  WebSocketGateway,
} from '@portico/websockets';
import { chat } from './contract.js';

type ChatClient = GatewayClient<unknown, EventsOf<typeof chat>>;

@WebSocketGateway({ validateReplies: process.env.NODE_ENV !== 'production' })
export class ChatGateway {
  async handleConnection(@ConnectedClient() client: ChatClient) {
    await client.join('lobby');
  }

  @SubscribeMessage(chat.say)
  say(@MessageBody() { text }: BodyOf<typeof chat.say>, @ConnectedClient() client: ChatClient) {
    client.to('lobby').emit('said', { from: client.id, text }); // other names and other data do not compile
    return { at: Date.now() }; // neither does another reply
  }

  @SubscribeMessage(chat.count)
  async *count(@MessageBody() { from }: BodyOf<typeof chat.count>) {
    for (let value = from; ; value += 1) yield value;
  }

  @SubscribeMessage(chat.leave)
  async leave(@ConnectedClient() client: ChatClient) {
    await client.leave('lobby');
  }
}
// #endregion

@Module({ providers: [ChatGateway] })
export class ChatModule {}
