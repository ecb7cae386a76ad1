import {
  ConnectedClient,
  type GatewayClient,
  MessageBody,
  SubscribeMessage,
  WebSocketGateway,
  WsException,
} from '@portico/websockets';

/** The readers of news. */
@WebSocketGateway({ path: '/news' })
export class NewsGateway {
  @SubscribeMessage('follow')
  async follow(@MessageBody() topic: unknown, @ConnectedClient() client: GatewayClient) {
    if (typeof topic !== 'string' || !/^\w{1,50}$/.test(topic)) throw new WsException('A topic is a word');
    await client.join(topic);
    return { event: 'following', data: topic };
  }

  /** Sends a comment to the other readers of a topic. */
  @SubscribeMessage('comment')
  comment(@MessageBody() comment: { topic: string; text: string }, @ConnectedClient() client: GatewayClient): void {
    client.to(comment.topic).emit('comment', comment);
  }
}
