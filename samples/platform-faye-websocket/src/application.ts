import type { INestApplication, NestApplicationOptions } from '@portico/common';
import { NestFactory } from '@portico/core';
import { ExpressAdapter } from '@portico/platform-express';
import { AppModule } from './app.module.js';
import { FayeAdapter } from './platform/index.js';

/** Creates the board, with its gateway on faye-websocket and its page on Express. */
export async function createApplication(options: NestApplicationOptions = {}): Promise<INestApplication> {
  const app = await NestFactory.create(AppModule, new ExpressAdapter(), options);
  app.useWebSocketAdapter(new FayeAdapter(app));
  return app;
}
