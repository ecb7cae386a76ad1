import { Module } from '@portico/common';
import { BoardGateway } from './board/board.gateway.js';
import { PageController } from './board/page.controller.js';

@Module({ controllers: [PageController], providers: [BoardGateway] })
export class AppModule {}
