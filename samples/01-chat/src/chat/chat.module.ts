import { Module } from '@portico/common';
import { ChatGateway } from './chat.gateway.js';
import { ChatService } from './chat.service.js';
import { RoomDirectory } from './rooms/room-directory.js';

@Module({ providers: [ChatGateway, ChatService, RoomDirectory] })
export class ChatModule {}
