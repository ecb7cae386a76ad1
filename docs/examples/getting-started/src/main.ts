import 'reflect-metadata';
import { NestFactory } from '@portico/core';
import { AppModule } from './app.module.js';

const app = await NestFactory.create(AppModule);
app.enableShutdownHooks(); // on SIGTERM, finish requests in flight, then exit
await app.listen(process.env.PORT ?? 3000);
console.log(`Listening on ${await app.getUrl()}`);
