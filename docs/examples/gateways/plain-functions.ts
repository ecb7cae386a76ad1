import { Bind, Module } from '@portico/common';
import { Ack, ConnectedSocket, MessageBody, SubscribeMessage, WebSocketGateway } from '@portico/websockets';

type Acknowledge = (answer: unknown) => void;

// #region bind
@WebSocketGateway()
class EventsGateway {
  @Bind(MessageBody('name'), ConnectedSocket(), Ack())
  @SubscribeMessage('events')
  handleEvent(name: unknown, client: { id: string }, ack: Acknowledge) {
    ack({ name, from: client.id });
  }
}
// #endregion

@Module({ providers: [EventsGateway] })
export class PlainModule {}
