import type { INestApplication } from '@portico/common';
import { NestFactory } from '@portico/core';
import type { NestExpressApplication } from '@portico/platform-express';
import { WsAdapter } from '@portico/platform-ws';
import { AppModule } from './app.module.js';
import { parseFrame } from './frames/parse-frame.js';
import { reportDiscarded } from './frames/report-discarded.js';
import { servePage } from './page.js';

/** Creates the application with the adapter for native WebSockets and a custom format of frames. */
export async function createApplication(): Promise<INestApplication> {
  const app = await NestFactory.create<NestExpressApplication>(AppModule, {
    logger: ['error', 'warn'],
    abortOnError: false,
  });
  servePage(app);
  // #region adapter
  const adapter = new WsAdapter(app, { messageParser: parseFrame, onDiscardedMessage: reportDiscarded });
  app.useWebSocketAdapter(adapter);
  // #endregion
  return app;
}
