import 'reflect-metadata';
import { Module } from '@portico/common';
import { NestFactory } from '@portico/core';
import { AccountsController } from './accounts.controller.js';
import { AccountsGateway } from './accounts.gateway.js';
import { AccountsService } from './accounts.service.js';

@Module({ controllers: [AccountsController], providers: [AccountsService, AccountsGateway] })
class AppModule {}

const app = await NestFactory.create(AppModule);
await app.listen(process.env.PORT ?? 3000);
console.log(`Listening on ${await app.getUrl()}`);
