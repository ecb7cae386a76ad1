import { MessageBody, SubscribeMessage, WebSocketGateway, type WsResponse } from '@portico/websockets';
import { GreetingService } from './greeting.service.js';

@WebSocketGateway()
export class GreetingGateway {
  constructor(private readonly greetings: GreetingService) {}

  /** What a handler returns goes back to the client that sent the message. */
  @SubscribeMessage('hello')
  hello(@MessageBody('name') name: string): WsResponse<string> {
    return { event: 'greeting', data: this.greetings.greet(name) };
  }
}
