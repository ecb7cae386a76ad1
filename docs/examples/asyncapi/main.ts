import 'reflect-metadata';
import { AsyncApiBuilder, AsyncApiModule } from '@portico/asyncapi';
import type { INestApplication } from '@portico/common';
import { NestFactory } from '@portico/core';
import { WsAdapter } from '@portico/platform-ws';
import { AppModule } from './app.module.js';

// #region setup
export async function start(port: number): Promise<INestApplication> {
  const app = await NestFactory.create(AppModule);
  app.useWebSocketAdapter(new WsAdapter(app));

  const config = new AsyncApiBuilder().setTitle('Reviews').setVersion('1.0').build();
  AsyncApiModule.setup('asyncapi', app, () => AsyncApiModule.createDocument(app, config));

  await app.listen(port);
  return app;
}
// #endregion
