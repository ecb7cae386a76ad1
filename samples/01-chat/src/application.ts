import type { INestApplication } from '@portico/common';
import type { AbstractHttpAdapter } from '@portico/core';
import { NestFactory } from '@portico/core';
import type { AbstractWsAdapter } from '@portico/websockets';
import { AppModule } from './app.module.js';
import type { HttpPlatform, Platforms, WsPlatform } from './settings.js';

/**
 * Builds the chat on the chosen platforms. Nothing below this function knows which they are,
 * and only the chosen platform packages are loaded.
 *
 * @example
 * const app = await createChatApplication({ http: 'fastify', ws: 'ws' });
 * await app.listen(3000);
 */
export async function createChatApplication({ http, ws }: Platforms): Promise<INestApplication> {
  const app = await NestFactory.create(AppModule.on({ http, ws }), await httpAdapter(http), {
    logger: ['error', 'warn'],
    abortOnError: false,
    forceCloseConnections: true,
  });
  app.useWebSocketAdapter(await wsAdapter(ws, app));
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

async function wsAdapter(platform: WsPlatform, app: INestApplication): Promise<AbstractWsAdapter> {
  switch (platform) {
    case 'socket.io': {
      const { IoAdapter } = await import('@portico/platform-socket.io');
      return new IoAdapter(app);
    }
    case 'ws': {
      const { WsAdapter } = await import('@portico/platform-ws');
      // Without pings, a lost connection would stay in its room; socket.io sends its own pings.
      return new WsAdapter(app, { heartbeatInterval: 30_000 });
    }
  }
}
