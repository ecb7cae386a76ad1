import { Module } from '@portico/common';
import { LiveGateway } from './live.gateway.js';
import { ReviewGateway } from './review.gateway.js';
import { TokenGuard } from './token.guard.js';

@Module({ providers: [ReviewGateway, LiveGateway, TokenGuard] })
export class AppModule {}
