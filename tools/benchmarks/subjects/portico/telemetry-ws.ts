import 'reflect-metadata';
import type { AddressInfo } from 'node:net';
import { NestFactory } from '@portico/core';
import { ExpressAdapter } from '@portico/platform-express';
import { WsAdapter } from '@portico/platform-ws';
import { AppModule } from '../framework/gateway-app.js';
import { report } from '../protocol.js';
import { observed } from './telemetry.js';

const app = await NestFactory.create(observed(AppModule), new ExpressAdapter(), { logger: false });
app.useWebSocketAdapter(new WsAdapter(app));
await app.listen(0, '127.0.0.1');
report((app.getHttpServer().address() as AddressInfo).port);
