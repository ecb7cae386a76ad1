import 'reflect-metadata';
import { NestFactory } from '@portico/core';
import { AppModule } from '../framework/gateway-app.js';
import { report } from '../protocol.js';
import { loadPlatform } from './bun-platform.js';

const { BunHttpAdapter, BunWsAdapter } = await loadPlatform();
const app = await NestFactory.create(AppModule, new BunHttpAdapter(), { logger: false });
app.useWebSocketAdapter(new BunWsAdapter(app));
await app.listen(0, '127.0.0.1');
report(app.getHttpServer().address().port);
