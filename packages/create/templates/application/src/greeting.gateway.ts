import { MessageBody, SubscribeMessage, WebSocketGateway, type WsResponse } from '@portico/websockets';
import { GreetingService } from './greeting.service.js';

@WebSocketGateway()
export class GreetingGateway {
  constructor(private readonly greetings: GreetingService) {}

  /** The return value is sent to the client that sent the message. */
  @SubscribeMessage('hello')
  hello(@MessageBody('name') name: string): WsResponse<string> {
    return { event: 'greeting', data: this.greetings.greet(name) };
  }
}
