import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { Module } from '@portico/common';
import { NestFactory } from '@portico/core';
import { ExpressAdapter } from '@portico/platform-express';
import express from 'express';
import { HelloController } from './hello.module.js';
import { ShutdownObserver } from './shutdown-observer.js';

@Module({ controllers: [HelloController], providers: [ShutdownObserver] })
class AppModule {}

const httpsOptions = {
  key: readFileSync(process.env.KEY_FILE ?? './secrets/private-key.pem'),
  cert: readFileSync(process.env.CERT_FILE ?? './secrets/public-certificate.pem'),
};

// #region listen
const server = express();
const app = await NestFactory.create(AppModule, new ExpressAdapter(server));
await app.init();

const httpServer = http.createServer(server).listen(process.env.PORT ?? 3000);
const httpsServer = https.createServer(httpsOptions, server).listen(process.env.HTTPS_PORT ?? 443);

const shutdownObserver = app.get(ShutdownObserver);
shutdownObserver.addHttpServer(httpServer);
shutdownObserver.addHttpServer(httpsServer);

// #endregion

export { app, httpServer, httpsServer };
