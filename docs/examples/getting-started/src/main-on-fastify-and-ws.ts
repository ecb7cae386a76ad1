import 'reflect-metadata';
import { NestFactory } from '@portico/core';
import { FastifyAdapter } from '@portico/platform-fastify';
import { WsAdapter } from '@portico/platform-ws';
import { AppModule } from './app.module.js';

const app = await NestFactory.create(AppModule, new FastifyAdapter());
app.useWebSocketAdapter(new WsAdapter(app));
const port = process.env.PORT ?? 3000;
await app.listen(port);
console.log(`Listening on http://localhost:${port}`);
