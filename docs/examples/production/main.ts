import 'reflect-metadata';
import { ConsoleLogger } from '@portico/common';
import { NestFactory } from '@portico/core';
import { ExpressAdapter, type NestExpressApplication } from '@portico/platform-express';
import { WsAdapter } from '@portico/platform-ws';
import { AppModule } from './app.module.js';

const app = await NestFactory.create<NestExpressApplication>(AppModule, new ExpressAdapter(), {
  logger: new ConsoleLogger({ json: true, logLevels: ['fatal', 'error', 'warn', 'log'] }),
  gracefulShutdown: { timeoutMs: 20_000 }, // for requests and messages that are in flight
});
app.useWebSocketAdapter(new WsAdapter(app, { heartbeatInterval: 30_000 })); // more often than the proxy times out
app.set('trust proxy', ['loopback', '10.0.0.0/8']); // the addresses of the proxies
app.useSecurityHeaders();
app.enableShutdownHooks([], { useProcessExit: true }); // SIGTERM: complete what is in flight, then exit

const port = process.env.PORT ?? 3000;
await app.listen(port, '0.0.0.0'); // all addresses, so that it can be reached from outside of a container
app.getHttpServer().keepAliveTimeout = 65_000; // longer than the proxy keeps idle connections
