import { GatewayClients, MessageBody, SubscribeMessage, WebSocketGateway } from '@portico/websockets';
import { CatsService } from './cats.service.js';

@WebSocketGateway()
export class CatsGateway {
  @GatewayClients() private readonly clients!: GatewayClients;

  constructor(private readonly cats: CatsService) {}

  @SubscribeMessage('adopt')
  adopt(@MessageBody('name') name: string) {
    const cat = this.cats.adopt(name);
    this.clients.emit('adopted', cat); // sent to all clients
    return cat; // the reply to the sender
  }
}
