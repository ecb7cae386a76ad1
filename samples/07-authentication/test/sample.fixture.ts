import type { AddressInfo } from 'node:net';
import type { INestApplication } from '@portico/common';
import { createApplication } from '../src/application.js';
import { readSettings } from '../src/settings.js';

export interface RunningSample {
  readonly app: INestApplication;
  readonly port: number;
  readonly url: string;
}

/** Starts the sample on a free port. */
export async function startSample(tokenSeconds: number): Promise<RunningSample> {
  const app = await createApplication({ ...readSettings({}), tokenSeconds });
  app.useLogger(false);
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  return { app, port, url: `http://127.0.0.1:${port}` };
}
