import type { INestApplication } from '@portico/common';
import { NestFactory } from '@portico/core';
import { ExpressAdapter } from '@portico/platform-express';
import type { IoAdapter } from '@portico/platform-socket.io';
import { ChatModule } from './chat.module.js';

/** Serves the chat until the parent says stop, and tells it on which port. */
export async function serve(createAdapter: (app: INestApplication) => Promise<IoAdapter>): Promise<void> {
  const app = await NestFactory.create(ChatModule, new ExpressAdapter(), { logger: ['error'] });
  app.useWebSocketAdapter(await createAdapter(app));
  await app.listen(Number(process.env.PORT ?? 0), '127.0.0.1');
  process.send?.({ port: app.getHttpServer().address().port });
  // The cluster adapter sends messages of its own.
  process.on('message', (message) => {
    if (message === 'stop') void app.close().then(() => process.exit(0));
  });
}
