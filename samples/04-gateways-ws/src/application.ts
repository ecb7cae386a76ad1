import type { INestApplication } from '@portico/common';
import { NestFactory } from '@portico/core';
import { WsAdapter } from '@portico/platform-ws';
import { AppModule } from './app.module.js';
import { parseFrame } from './frames/parse-frame.js';
import { tellOfDropped } from './frames/tell-of-dropped.js';

/** The application on the adapter for native WebSockets, with a format of frames of its own. */
export async function createApplication(): Promise<INestApplication> {
  const app = await NestFactory.create(AppModule, { logger: ['error', 'warn'], abortOnError: false });
  // #region adapter
  const adapter = new WsAdapter(app, { messageParser: parseFrame, onDroppedMessage: tellOfDropped });
  app.useWebSocketAdapter(adapter);
  // #endregion
  return app;
}
