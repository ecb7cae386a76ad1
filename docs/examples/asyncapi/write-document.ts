import { writeFile } from 'node:fs/promises';
import { AsyncApiModule } from '@portico/asyncapi';
import { NestFactory } from '@portico/core';
import { WsAdapter } from '@portico/platform-ws';
import { AppModule } from './app.module.js';

// #region write
export async function writeDocument(file: string): Promise<void> {
  const app = await NestFactory.create(AppModule, { preview: true }); // creates no provider and opens no port
  app.useWebSocketAdapter(new WsAdapter(app));
  const document = AsyncApiModule.createDocument(app, {
    title: 'Reviews',
    version: '1.0',
    servers: [{ name: 'production', host: 'reviews.example.org', secure: true }],
  });
  await writeFile(file, JSON.stringify(document, undefined, 2));
  await app.close();
}
// #endregion
