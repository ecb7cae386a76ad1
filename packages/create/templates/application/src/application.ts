import 'reflect-metadata';
import type { INestApplication } from '@portico/common';
import { NestFactory } from '@portico/core';
import { ExpressAdapter } from '@portico/platform-express';
import { IoAdapter } from '@portico/platform-socket.io'; // with gateways
import { AppModule } from './app.module.js';

/** Creates the application for production and tests. It does not listen yet. */
export async function createApplication(): Promise<INestApplication> {
  const app = await NestFactory.create(AppModule, new ExpressAdapter());
  app.useWebSocketAdapter(new IoAdapter(app)); // with gateways
  // SIGTERM completes what is in progress, then exits, also as process 1 of a container.
  app.enableShutdownHooks([], { useProcessExit: true });
  return app;
}
