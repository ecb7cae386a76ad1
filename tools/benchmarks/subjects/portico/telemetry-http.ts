import 'reflect-metadata';
import type { AddressInfo } from 'node:net';
import { NestFactory } from '@portico/core';
import { FastifyAdapter } from '@portico/platform-fastify';
import { AppModule } from '../framework/http-app.js';
import { report } from '../protocol.js';
import { observed } from './telemetry.js';

const app = await NestFactory.create(observed(AppModule), new FastifyAdapter(), { logger: false });
await app.listen(0, '127.0.0.1');
report((app.getHttpServer().address() as AddressInfo).port);
