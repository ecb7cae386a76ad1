import { Module, type ModuleMetadata, type NestApplicationOptions } from '@portico/common';
import { NestFactory } from '../application/factory.js';
import type { NestApplication } from '../application/nest-application.js';
import { NodeHttpAdapter } from './node-http-adapter.fixture.js';

export interface Running {
  readonly app: NestApplication;
  readonly url: string;
  fetch(path: string, init?: RequestInit): Promise<Response>;
  json(path: string, init?: RequestInit): Promise<any>;
}

const open: NestApplication[] = [];

/** Serves a module on a free port. {@link closeAll} closes it. */
export async function serve(
  metadata: ModuleMetadata | (new () => unknown),
  configure: (app: NestApplication) => void = () => {},
  options: NestApplicationOptions = {},
): Promise<Running> {
  const app = await create(metadata, options);
  configure(app);
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();
  const fetchPath = (path: string, init?: RequestInit): Promise<Response> =>
    fetch(url + path, { redirect: 'manual', ...init });
  return { app, url, fetch: fetchPath, json: async (path, init) => (await fetchPath(path, init)).json() };
}

export async function create(
  metadata: ModuleMetadata | (new () => unknown),
  options: NestApplicationOptions = {},
): Promise<NestApplication> {
  const module = typeof metadata === 'function' ? metadata : rootModule(metadata);
  const app = await NestFactory.create(module, new NodeHttpAdapter(), {
    logger: false,
    abortOnError: false,
    ...options,
  });
  open.push(app as unknown as NestApplication);
  return app as unknown as NestApplication;
}

export async function closeAll(): Promise<void> {
  await Promise.all(open.splice(0).map((app) => app.close()));
}

function rootModule(metadata: ModuleMetadata): new () => unknown {
  class RootModule {}
  Module(metadata)(RootModule);
  return RootModule;
}
