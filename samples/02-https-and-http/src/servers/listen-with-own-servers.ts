import { once } from 'node:events';
import http, { type RequestListener, type Server } from 'node:http';
import https from 'node:https';
import type { INestApplication } from '@portico/common';
import { createApplication } from './application.js';
import type { Running, StartOptions } from './running.js';
import { ShutdownObserver } from './shutdown-observer.js';

/**
 * For custom servers: the application is initialized but does not listen, and the servers pass their requests to the HTTP
 * library.
 *
 * @throws (as a rejection) the error of a server that cannot listen. Then neither of them listens.
 */
export async function listenWithOwnServers(options: StartOptions): Promise<Running> {
  const { app, listener } = await (options.http === 'fastify' ? onFastify : onExpress)(options);
  const httpServer = http.createServer(listener);
  const httpsServer = https.createServer(options.certificate, listener);
  for (const server of [httpServer, httpsServer]) {
    app.get(ShutdownObserver).addHttpServer(server);
    // Gateways use the server of the application, so it must receive the upgrade requests.
    server.on('upgrade', (...upgrade) => app.getHttpServer().emit('upgrade', ...upgrade));
  }
  try {
    await listen(httpServer, options.port);
    await listen(httpsServer, options.httpsPort);
  } catch (error) {
    await app.close();
    throw error;
  }
  return { app, httpServer, httpsServer };
}

interface Initialised {
  readonly app: INestApplication;
  readonly listener: RequestListener;
}

async function onExpress(options: StartOptions): Promise<Initialised> {
  const { default: express } = await import('express');
  const { ExpressAdapter } = await import('@portico/platform-express');
  const server = express();
  const app = await createApplication(new ExpressAdapter(server), options);
  await app.init();
  return { app, listener: server };
}

async function onFastify(options: StartOptions): Promise<Initialised> {
  const { fastify } = await import('fastify');
  const { FastifyAdapter } = await import('@portico/platform-fastify');
  const server = fastify();
  const app = await createApplication(new FastifyAdapter(server), options);
  await app.init();
  await server.ready();
  return { app, listener: (request, response) => server.routing(request, response) };
}

async function listen(server: Server, port: number): Promise<void> {
  server.listen(port);
  await once(server, 'listening'); // Rejects if the server emits an error.
}
