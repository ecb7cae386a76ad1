import { Module } from '@portico/common';
import { NestFactory } from '@portico/core';
import { FastifyAdapter, type NestFastifyApplication } from '@portico/platform-fastify';
import { HooksController, NotesController } from './bodies.controllers.js';

@Module({ controllers: [HooksController, NotesController] })
class AppModule {}

// #region fastify
const app = await NestFactory.create<NestFastifyApplication>(AppModule, new FastifyAdapter(), { rawBody: true });
app.useBodyParser('application/json', { bodyLimit: 10_485_760 });
app.useBodyParser('text/plain');
// #endregion
await app.listen(process.env.PORT ?? 3000);

export { app };
