import type { INestApplication, NestApplicationOptions } from '@portico/common';
import { NestFactory } from '@portico/core';
import { AppModule } from './app.module.js';
import { BunHttpAdapter, BunWsAdapter } from './platform/index.js';

/** News by topic: posted over HTTP, received over WebSockets, both on one port of Bun. */
export async function createApplication(options: NestApplicationOptions = {}): Promise<INestApplication> {
  // #region create
  const app = await NestFactory.create(AppModule, new BunHttpAdapter(), options);
  app.useWebSocketAdapter(new BunWsAdapter(app, { maxPayload: 4_096 }));
  // #endregion
  return app;
}
