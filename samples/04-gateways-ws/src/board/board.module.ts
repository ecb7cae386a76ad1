import { Module } from '@portico/common';
import { BoardGateway } from './board.gateway.js';
import { PresenceGateway } from './presence.gateway.js';

@Module({ providers: [BoardGateway, PresenceGateway] })
export class BoardModule {}
