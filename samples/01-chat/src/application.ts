import { AsyncApiModule } from '@portico/asyncapi';
import type { INestApplication } from '@portico/common';
import type { AbstractHttpAdapter } from '@portico/core';
import { NestFactory } from '@portico/core';
import { DevtoolsModule } from '@portico/devtools';
import { IoAdapter } from '@portico/platform-socket.io';
import { WsAdapter } from '@portico/platform-ws';
import { AppModule } from './app.module.js';
import type { HttpPlatform, Platforms } from './settings.js';

/**
 * Creates the chat on the chosen HTTP platform, for clients of socket.io and for native WebSockets. Only this function depends on
 * the HTTP platform, and only the chosen package is loaded.
 *
 * @example
 * const app = await createChatApplication({ http: 'fastify' });
 * await app.listen(3000);
 */
export async function createChatApplication({ http }: Platforms): Promise<INestApplication> {
  const app = await NestFactory.create(AppModule.on({ http }), await httpAdapter(http), {
    logger: ['error', 'warn'],
    abortOnError: false,
    forceCloseConnections: true,
  });
  app.useWebSocketAdapter(new IoAdapter(app)); // at /socket.io
  // At /. Without pings, clients with a lost connection would stay in their room. socket.io sends its own pings.
  app.useWebSocketAdapter(new WsAdapter(app, { heartbeatInterval: 30_000 }), { name: 'ws' });
  // With NODE_ENV=production, devtools are not served without a guard.
  DevtoolsModule.setup('devtools', app);
  AsyncApiModule.setup('asyncapi', app, () => AsyncApiModule.createDocument(app, { title: 'Portico chat' }));
  return app;
}

async function httpAdapter(platform: HttpPlatform): Promise<AbstractHttpAdapter> {
  switch (platform) {
    case 'express': {
      const { ExpressAdapter } = await import('@portico/platform-express');
      return new ExpressAdapter();
    }
    case 'fastify': {
      const { FastifyAdapter } = await import('@portico/platform-fastify');
      return new FastifyAdapter();
    }
  }
}
