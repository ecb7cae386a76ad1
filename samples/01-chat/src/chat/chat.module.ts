import { Module } from '@portico/common';
import { ChatGateway, PlainChatGateway } from './chat.gateway.js';
import { ChatService } from './chat.service.js';
import { ClientsOfBothGateways } from './everybody.js';
import { EVERYBODY } from './everybody.token.js';
import { RoomDirectory } from './rooms/room-directory.js';

@Module({
  providers: [
    ChatGateway,
    PlainChatGateway,
    ChatService,
    RoomDirectory,
    { provide: EVERYBODY, useClass: ClientsOfBothGateways },
  ],
})
export class ChatModule {}
