import { Module } from '@portico/common';
import { NestFactory } from '@portico/core';
import type { NestExpressApplication } from '@portico/platform-express';
import { HooksController, NotesController } from './bodies.controllers.js';

@Module({ controllers: [HooksController, NotesController] })
class AppModule {}

// #region express
const app = await NestFactory.create<NestExpressApplication>(AppModule, { rawBody: true });
app.useBodyParser('json', { limit: '10mb' });
app.useBodyParser('text');
// #endregion
await app.listen(process.env.PORT ?? 3000);

export { app };
