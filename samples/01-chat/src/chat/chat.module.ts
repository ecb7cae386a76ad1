import { Module } from '@portico/common';
import { ALL_CLIENTS } from './all-clients.token.js';
import { ChatGateway, PlainChatGateway } from './chat.gateway.js';
import { ChatService } from './chat.service.js';
import { ClientsOfBothGateways } from './clients-of-both-gateways.js';
import { RoomDirectory } from './rooms/room-directory.js';

@Module({
  providers: [
    ChatGateway,
    PlainChatGateway,
    ChatService,
    RoomDirectory,
    { provide: ALL_CLIENTS, useClass: ClientsOfBothGateways },
  ],
})
export class ChatModule {}
