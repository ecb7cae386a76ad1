import type { AbstractHttpAdapter } from '@portico/core';
import type { HttpPlatform } from '../settings.js';
import { createApplication } from './application.js';
import type { Running, StartOptions } from './running.js';

/**
 * The application creates both servers, serves routes and gateways on both, and closes both.
 *
 * @throws (as a rejection) the error of a server that cannot listen. Then neither of them listens.
 */
export async function listenInOneCall(options: StartOptions): Promise<Running> {
  const app = await createApplication(await adapterOf(options.http), options);
  try {
    const { port, httpsPort, certificate: httpsOptions } = options;
    const [httpServer, httpsServer] = await app.listen([{ port }, { port: httpsPort, httpsOptions }]);
    return { app, httpServer, httpsServer };
  } catch (error) {
    await app.close();
    throw error;
  }
}

async function adapterOf(platform: HttpPlatform): Promise<AbstractHttpAdapter> {
  if (platform === 'fastify') {
    const { FastifyAdapter } = await import('@portico/platform-fastify');
    return new FastifyAdapter();
  }
  const { ExpressAdapter } = await import('@portico/platform-express');
  return new ExpressAdapter();
}
