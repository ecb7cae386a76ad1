import { UseGuards } from '@portico/common';
import { defineMessages, SubscribeMessage, WebSocketGateway } from '@portico/websockets';
import { z } from 'zod';
import { TokenGuard } from './token.guard.js';

export const live = defineMessages({ watch: { stream: z.number() } }, { closed: z.string() });

@WebSocketGateway({ path: '/live' })
export class LiveGateway {
  @UseGuards(TokenGuard)
  handleConnection() {}

  @SubscribeMessage(live.watch)
  async *watch() {
    yield 1;
  }
}
