import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AsyncApiDocument } from '@portico/asyncapi';
import { expect, it, onTestFinished } from 'vitest';
import { start } from '../examples/asyncapi/main.js';
import { writeDocument } from '../examples/asyncapi/write-document.js';
import { listGateways } from '../examples/gateways/list-gateways.js';

it('serves the document of the examples', async () => {
  const app = await start(0);
  onTestFinished(() => app.close());
  const url = (await app.getUrl()).replace('[::1]', 'localhost');
  expect((await fetch(`${url}/asyncapi`)).status).toBe(200);
  expect((await fetch(`${url}/asyncapi.yaml`)).status).toBe(200);
  const document = (await (await fetch(`${url}/asyncapi.json`)).json()) as AsyncApiDocument;
  expect(document.channels['review']).toMatchObject({
    address: '/products/{product}',
    summary: 'Reviews as they are written.',
    bindings: { ws: { query: { properties: { language: { enum: ['en', 'fr'] } } } } },
    messages: {
      review: {
        summary: 'Writes a review.',
        'x-portico': { data: { $ref: '#/components/schemas/Review' }, examples: [{ stars: 5, text: 'good' }] },
      },
    },
  });
  expect(document.components.schemas?.['Review']).toMatchObject({
    properties: { stars: { type: 'integer', maximum: 5 } },
  });
  expect(document.operations['live.receive.watch']).toMatchObject({
    security: [{ $ref: '#/components/securitySchemes/bearer' }],
    'x-portico': { stream: true },
  });
});

it('lists the gateways', async () => {
  const app = await start(0);
  onTestFinished(() => app.close());
  expect(listGateways(app)).toEqual(['ReviewGateway at /products/:product: review', 'LiveGateway at /live: watch']);
});

it('writes the document into a file', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'asyncapi-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeDocument(join(folder, 'asyncapi.json'));
  const document = JSON.parse(await readFile(join(folder, 'asyncapi.json'), 'utf8')) as AsyncApiDocument;
  expect(Object.keys(document.channels)).toEqual(['review', 'live']);
  expect(document.servers['production']).toMatchObject({ host: 'reviews.example.org', protocol: 'wss' });
});
