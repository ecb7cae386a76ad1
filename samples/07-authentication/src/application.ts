import type { INestApplication } from '@portico/common';
import { NestFactory } from '@portico/core';
import type { NestExpressApplication } from '@portico/platform-express';
import { WsAdapter } from '@portico/platform-ws';
import { AppModule } from './app.module.js';
import { servePage } from './page.js';
import type { Settings } from './settings.js';

/** Creates the application: routes for logging in and out, and a gateway that accepts clients with a token. */
export async function createApplication(settings: Settings): Promise<INestApplication> {
  const app = await NestFactory.create<NestExpressApplication>(AppModule.with(settings), {
    logger: ['error', 'warn'],
    abortOnError: false,
  });
  servePage(app);
  app.useWebSocketAdapter(new WsAdapter(app, { heartbeatInterval: 30_000 }));
  return app;
}
