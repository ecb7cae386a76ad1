import type { INestApplication, Provider } from '@portico/common';
import { connectIo, type Place, type RunningGateways, startGateways } from '@portico/conformance';
import { ExpressAdapter } from '@portico/platform-express';
import { onTestFinished } from 'vitest';
import { IoAdapter } from './index.js';

export interface TestApplication<A extends IoAdapter> extends Omit<RunningGateways<A>, 'logger'> {
  readonly errors: readonly string[];
  /** Connects a client, which is disconnected after the test. */
  connect(place?: Partial<Place>): ReturnType<typeof connectIo>;
}

/** Starts an application for one test. */
export async function startApplication<A extends IoAdapter = IoAdapter>(
  providers: Provider[],
  createAdapter: (app: INestApplication) => A = (app) => new IoAdapter(app) as A,
): Promise<TestApplication<A>> {
  const { logger, ...running } = await startGateways({ providers, httpAdapter: new ExpressAdapter(), createAdapter });
  return {
    ...running,
    errors: logger.errors,
    async connect(place) {
      const client = await connectIo({ port: running.port, ...place });
      onTestFinished(() => client.destroy());
      return client;
    },
  };
}
