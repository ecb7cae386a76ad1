import { readFileSync } from 'node:fs';
import http, { type RequestListener } from 'node:http';
import https from 'node:https';
import { Module } from '@portico/common';
import { NestFactory } from '@portico/core';
import { FastifyAdapter } from '@portico/platform-fastify';
import { fastify } from 'fastify';
import { HelloController } from './hello.module.js';
import { ShutdownObserver } from './shutdown-observer.js';

@Module({ controllers: [HelloController], providers: [ShutdownObserver] })
class AppModule {}

const httpsOptions = {
  key: readFileSync(process.env.KEY_FILE ?? './secrets/private-key.pem'),
  cert: readFileSync(process.env.CERT_FILE ?? './secrets/public-certificate.pem'),
};

// #region listen
const server = fastify();
const app = await NestFactory.create(AppModule, new FastifyAdapter(server));
await app.init();
await server.ready();

const listener: RequestListener = (request, response) => server.routing(request, response);
const httpServer = http.createServer(listener).listen(process.env.PORT ?? 3000);
const httpsServer = https.createServer(httpsOptions, listener).listen(process.env.HTTPS_PORT ?? 443);
// #endregion

const shutdownObserver = app.get(ShutdownObserver);
shutdownObserver.addHttpServer(httpServer);
shutdownObserver.addHttpServer(httpsServer);

export { app, httpServer, httpsServer };
