import { SubscribeMessage, WebSocketGateway } from '@portico/websockets';
import { CatsService } from './cats.service.js';

@WebSocketGateway()
export class CatsGateway {
  constructor(private readonly cats: CatsService) {}

  @SubscribeMessage('names')
  names(): Promise<string[]> {
    return this.cats.loudNames();
  }
}
