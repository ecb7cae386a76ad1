import { once } from 'node:events';
import type { INestApplication, NestApplicationOptions, Provider } from '@portico/common';
import { type RunningGateways, startGateways } from '@portico/conformance';
import { ExpressAdapter } from '@portico/platform-express';
import { onTestFinished } from 'vitest';
import { type ClientOptions, WebSocket } from 'ws';
import { WsAdapter } from './index.js';

export interface TestApplication<A extends WsAdapter> extends Omit<RunningGateways<A>, 'logger'> {
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
  /** A client that collects received frames. */
  connect(options?: ClientOptions, path?: string): Promise<WebSocket & { readonly frames: string[] }>;
}

/** Starts an application for one test. */
export async function startApplication<A extends WsAdapter = WsAdapter>(
  providers: Provider[],
  createAdapter: (app: INestApplication) => A = (app) => new WsAdapter(app) as A,
  options: NestApplicationOptions = {},
): Promise<TestApplication<A>> {
  const setup = { providers, httpAdapter: new ExpressAdapter(), createAdapter, options };
  const { logger, ...running } = await startGateways(setup);
  return {
    ...running,
    errors: logger.errors,
    warnings: logger.warnings,
    async connect(options, path = '/') {
      const frames: string[] = [];
      const client = Object.assign(new WebSocket(`ws://127.0.0.1:${running.port}${path}`, options), { frames });
      client.on('message', (data) => frames.push(data.toString()));
      onTestFinished(() => client.terminate());
      await once(client, 'open');
      return client;
    },
  };
}

/** Waits until a client has received this number of frames. */
export async function frames(client: WebSocket & { readonly frames: string[] }, count: number): Promise<string[]> {
  while (client.frames.length < count) await once(client, 'message');
  return client.frames;
}
