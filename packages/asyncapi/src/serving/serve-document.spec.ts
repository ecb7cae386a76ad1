import type { INestApplication } from '@portico/common';
import type { AbstractHttpAdapter } from '@portico/core';
import { ExpressAdapter } from '@portico/platform-express';
import { FastifyAdapter } from '@portico/platform-fastify';
import { SubscribeMessage, WebSocketGateway } from '@portico/websockets';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { loadSource } from '../../test/load-source.js';
import { createApplication } from '../application.fixture.js';
import type { AsyncApiDocument } from '../async-api-document.js';
import { AsyncApiModule } from '../async-api-module.js';
import type { AsyncApiSetupOptions } from './serve-document.js';

@WebSocketGateway()
class ChatGateway {
  @SubscribeMessage('<script>') say() {}
}

// An adapter that has only the documented members.
const { NodeHttpAdapter } = await loadSource<{ NodeHttpAdapter: new () => AbstractHttpAdapter }>(
  'packages/core/src/http/node-http-adapter.fixture.ts',
);

const PLATFORMS: readonly (readonly [string, () => AbstractHttpAdapter])[] = [
  ['express', () => new ExpressAdapter()],
  ['fastify', () => new FastifyAdapter()],
  ['node:http', () => new NodeHttpAdapter()],
];

type Document = Parameters<typeof AsyncApiModule.setup>[2];

async function serve(
  createAdapter: () => AbstractHttpAdapter,
  path: string,
  createDocument: (app: INestApplication) => Document,
  options?: AsyncApiSetupOptions,
): Promise<(path: string) => Promise<Response>> {
  const app = await createApplication([ChatGateway], {
    http: createAdapter(),
    configure(created) {
      created.setGlobalPrefix('api');
      AsyncApiModule.setup(path, created, createDocument(created), options);
    },
  });
  await app.listen(0, '127.0.0.1');
  const origin = (await app.getUrl()).replace('[::1]', 'localhost');
  return (each) => fetch(`${origin}${each}`);
}

describe.each(PLATFORMS)('on %s', (_name, createAdapter) => {
  it('serves a document as a page, JSON and YAML', async () => {
    let calls = 0;
    const get = await serve(createAdapter, 'asyncapi', (app) => () => {
      calls += 1;
      return AsyncApiModule.createDocument(app, { title: 'Chat & co', description: '<b>' });
    });
    const json = await get('/asyncapi.json');
    expect(json.headers.get('content-type')).toMatch(/^application\/json/);
    const document = (await json.json()) as AsyncApiDocument;
    expect(document).toMatchObject({ asyncapi: '3.0.0', channels: { chat: { address: '/' } } });
    expect(document.servers['ws']?.host).toMatch(/^localhost:\d+$/);

    const yaml = await get('/asyncapi.yaml');
    expect(yaml.headers.get('content-type')).toMatch(/yaml/);
    expect(parse(await yaml.text())).toEqual(document);

    const page = await get('/asyncapi');
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(page.headers.get('content-security-policy')).toMatch(/default-src 'none'/);
    const text = await page.text();
    expect(text).toContain('<title>Chat &amp; co</title>');
    expect(text).toContain('href="./asyncapi.json"');
    expect(text).toContain('&lt;script&gt;');
    expect(text).not.toMatch(/<script|<b>/);
    expect(calls).toBe(1);
    expect((await get('/api/asyncapi')).status).toBe(404);
  });

  it('serves it under the global prefix and at other paths if the options say so', async () => {
    const get = await serve(createAdapter, '/docs/messages/', (app) => AsyncApiModule.createDocument(app), {
      useGlobalPrefix: true,
      jsonPath: 'messages.json',
    });
    expect((await get('/api/messages.json')).status).toBe(200);
    expect((await get('/docs/messages')).status).toBe(404);
    expect(await (await get('/api/docs/messages')).text()).toContain('href="../messages.json"');
  });

  it('replies with an error if the document cannot be created, and tries again', async () => {
    let calls = 0;
    const get = await serve(createAdapter, 'asyncapi', (app) => async () => {
      calls += 1;
      if (calls === 1) throw new Error('not yet');
      return AsyncApiModule.createDocument(app);
    });
    expect((await get('/asyncapi.json')).status).toBe(500);
    expect((await get('/asyncapi.json')).status).toBe(200);
  });
});

it('has working links at a path with a slash at the end, which Express serves, too', async () => {
  const get = await serve(
    () => new ExpressAdapter(),
    'asyncapi',
    (app) => AsyncApiModule.createDocument(app),
  );
  expect(await (await get('/asyncapi/?a')).text()).toContain('href="../asyncapi.json"');
});

it('rejects paths with parameters', async () => {
  const app = await createApplication([ChatGateway]);
  const document = AsyncApiModule.createDocument(app);
  expect(() => AsyncApiModule.setup('docs/:name', app, document)).toThrow(/PORTICO_ASYNCAPI_PATH/);
});
