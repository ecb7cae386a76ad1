import type { FrameworkError, INestApplication, Provider, WebSocketAdapter } from '@portico/common';
import { type AbstractHttpAdapter, NestFactory } from '@portico/core';
import { ExpressAdapter } from '@portico/platform-express';
import { WsAdapter } from '@portico/platform-ws';
import { onTestFinished } from 'vitest';
import type { AsyncApiDocument } from './async-api-document.js';
import { AsyncApiModule } from './async-api-module.js';
import type { AsyncApiDocumentOptions } from './async-api-options.js';

export interface ApplicationSettings {
  readonly http?: AbstractHttpAdapter;
  readonly adapter?: (app: INestApplication) => WebSocketAdapter;
  configure?(app: INestApplication): void;
}

class AppModule {}

/** Creates an application with these gateways, and does not start it. It is closed after the test. */
export async function createApplication(
  providers: readonly Provider[],
  { http = new ExpressAdapter(), adapter = (app) => new WsAdapter(app), configure }: ApplicationSettings = {},
): Promise<INestApplication> {
  const root = { module: AppModule, providers: [...providers] };
  const app = await NestFactory.create(root, http, { logger: false, abortOnError: false });
  onTestFinished(() => app.close());
  app.useWebSocketAdapter(adapter(app));
  configure?.(app);
  return app;
}

export async function startApplication(
  providers: readonly Provider[],
  settings: ApplicationSettings = {},
): Promise<INestApplication> {
  const app = await createApplication(providers, settings);
  await app.listen(0, '127.0.0.1');
  return app;
}

/** Returns the document of an application with these gateways, and the codes of its warnings. */
export async function describeGateways(
  providers: readonly Provider[],
  settings: ApplicationSettings & AsyncApiDocumentOptions = {},
): Promise<{ readonly document: AsyncApiDocument; readonly warnings: readonly FrameworkError[] }> {
  const warnings: FrameworkError[] = [];
  const app = await startApplication(providers, settings);
  const document = AsyncApiModule.createDocument(app, {}, { ...settings, onWarning: (each) => warnings.push(each) });
  return { document, warnings };
}
