import { Module } from '@portico/common';
import { BoardGateway } from './board.gateway.js';
import { Members } from './members.js';
import { PresenceGateway } from './presence.gateway.js';

@Module({ providers: [BoardGateway, PresenceGateway, Members] })
export class BoardModule {}
