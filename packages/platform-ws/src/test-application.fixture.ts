import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import {
  type INestApplication,
  type LoggerService,
  Module,
  type NestApplicationOptions,
  type Provider,
} from '@portico/common';
import { NestFactory } from '@portico/core';
import { ExpressAdapter } from '@portico/platform-express';
import { onTestFinished } from 'vitest';
import { type ClientOptions, WebSocket } from 'ws';
import { WsAdapter } from './index.js';

export interface TestApplication<A extends WsAdapter> {
  readonly app: INestApplication;
  readonly adapter: A;
  readonly warnings: string[];
  readonly errors: string[];
  /** A client that collects what it gets. */
  connect(options?: ClientOptions, path?: string): Promise<WebSocket & { readonly frames: string[] }>;
}

/** Starts an application for one test. */
export async function startApplication<A extends WsAdapter = WsAdapter>(
  providers: Provider[],
  createAdapter: (app: INestApplication) => A = (app) => new WsAdapter(app) as A,
  options: NestApplicationOptions = {},
): Promise<TestApplication<A>> {
  class TestModule {}
  Module({ providers })(TestModule);
  const warnings: string[] = [];
  const errors: string[] = [];
  const app = await NestFactory.create(TestModule, new ExpressAdapter(), {
    logger: collect(warnings, errors),
    abortOnError: false,
    ...options,
  });
  const adapter = createAdapter(app);
  app.useWebSocketAdapter(adapter);
  onTestFinished(() => app.close());
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  return {
    app,
    adapter,
    warnings,
    errors,
    async connect(options, path = '/') {
      const frames: string[] = [];
      const client = Object.assign(new WebSocket(`ws://127.0.0.1:${port}${path}`, options), { frames });
      client.on('message', (data) => frames.push(data.toString()));
      onTestFinished(() => client.terminate());
      await once(client, 'open');
      return client;
    },
  };
}

function collect(warnings: string[], errors: string[]): LoggerService {
  return {
    log() {},
    error: (message: string) => errors.push(message),
    warn: (message: string) => warnings.push(message),
  };
}

/** Waits until a client has got so many frames. */
export async function frames(client: WebSocket & { readonly frames: string[] }, count: number): Promise<string[]> {
  while (client.frames.length < count) await once(client, 'message');
  return client.frames;
}
