import { MessageBody, SubscribeMessage, WebSocketGateway, WebSocketServer } from '@portico/websockets';
import type { Server } from 'socket.io';
import { CatsService } from './cats.service.js';

@WebSocketGateway()
export class CatsGateway {
  @WebSocketServer() server!: Server;

  constructor(private readonly cats: CatsService) {}

  @SubscribeMessage('adopt')
  adopt(@MessageBody('name') name: string) {
    const cat = this.cats.adopt(name);
    this.server.emit('adopted', cat); // sent to all clients
    return cat; // the reply to the sender
  }
}
