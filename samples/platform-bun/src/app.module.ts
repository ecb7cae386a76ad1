import { Module } from '@portico/common';
import { NewsController } from './news/news.controller.js';
import { NewsGateway } from './news/news.gateway.js';

@Module({ controllers: [NewsController], providers: [NewsGateway] })
export class AppModule {}
