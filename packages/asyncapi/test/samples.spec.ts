import { type INestApplication, type Type, type WebSocketAdapter } from '@portico/common';
import { NestFactory } from '@portico/core';
import { ExpressAdapter } from '@portico/platform-express';
import { afterEach, expect, it } from 'vitest';
import { AsyncApiModule } from '../src/index.js';
import { checkDocument } from './check-document.js';
import { loadSource } from './load-source.js';

type Create = (settings: object) => Promise<INestApplication>;
type CreateAdapter = new (app: INestApplication) => WebSocketAdapter;

let app: INestApplication | undefined;

afterEach(() => app?.close());

/** Makes the application of a sample as its `main.ts` does. */
async function createSample(name: string): Promise<INestApplication> {
  const source = <T>(file: string): Promise<T> => loadSource<T>(`samples/${name}/src/${file}`);
  const settings = { http: 'express', apiKey: 'key', secret: new Uint8Array(32), tokenSeconds: 30, serviceKey: 'key' };
  switch (name) {
    case '01-chat':
      return (await source<{ createChatApplication: Create }>('application.ts')).createChatApplication(settings);
    case '02-https-and-http': {
      const { createApplication } = await source<{
        createApplication(adapter: ExpressAdapter, how: object): Promise<INestApplication>;
      }>('servers/application.ts');
      return createApplication(new ExpressAdapter(), { http: 'express', servers: 'one-call' });
    }
    case '03-rest-api':
      return (await source<{ createRestApplication: Create }>('application.ts')).createRestApplication(settings);
    case '05-redis-scale-out': {
      const { AppModule } = await source<{ AppModule: { of(process: number): Type } }>('app.module.ts');
      const { ClusterIoAdapter } = await source<{ ClusterIoAdapter: CreateAdapter }>('scaling/cluster-io-adapter.ts');
      return createWith(AppModule.of(1), ClusterIoAdapter);
    }
    case '06-custom-adapter': {
      const { AppModule } = await source<{ AppModule: Type }>('app.module.ts');
      const { WsAdapter } = await source<{ WsAdapter: CreateAdapter }>('ws-adapter.ts');
      return createWith(AppModule, WsAdapter);
    }
    default:
      return (await source<{ createApplication: Create }>('application.ts')).createApplication(settings);
  }
}

async function createWith(module: Type, Adapter: CreateAdapter): Promise<INestApplication> {
  const created = await NestFactory.create(module, new ExpressAdapter(), { logger: false });
  created.useWebSocketAdapter(new Adapter(created));
  return created;
}

it('finds what is wrong with a document', async () => {
  app = await createSample('07-authentication');
  const { problems } = await checkDocument({ ...AsyncApiModule.createDocument(app), servers: {} });
  expect(problems.join()).toMatch(/servers/);
});

it.each<[string, readonly string[]]>([
  ['01-chat', ['chat', 'plainChat']],
  ['02-https-and-http', ['visitors']],
  ['03-rest-api', []],
  ['04-gateways-ws', ['clock', 'calculator', 'board']],
  ['05-redis-scale-out', ['chat']],
  ['06-custom-adapter', ['greeter']],
  ['07-authentication', ['live']],
  ['platform-faye-websocket', ['board']],
  ['platform-hono', []],
])('describes the sample %s without errors and warnings', async (name, channels) => {
  app = await createSample(name);
  const warnings: string[] = [];
  const document = AsyncApiModule.createDocument(app, {}, { onWarning: ({ message }) => warnings.push(message) });
  expect(warnings).toEqual([]);
  expect(Object.keys(document.channels)).toEqual(channels);
  const { parsed, problems } = await checkDocument(document);
  expect(problems).toEqual([]);

  // Programs that generate code walk a document like this.
  const operations = parsed?.allOperations().all() ?? [];
  expect(operations.map((operation) => operation.id())).toEqual(Object.keys(document.operations));
  for (const operation of operations) {
    expect(operation.channels().all()).toHaveLength(1);
    expect(operation.servers().isEmpty()).toBe(false);
    for (const message of [...operation.messages().all(), ...(operation.reply()?.messages().all() ?? [])]) {
      expect(message.payload()?.json()).toBeTypeOf('object');
      expect(message.name()).toBeTypeOf('string');
    }
  }
});
