import type { INestApplication } from '@portico/common';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApplication } from '../src/application.js';

let app: INestApplication;
let url: string;

beforeAll(async () => {
  app = await createApplication({ logger: false });
  await app.listen(0, '127.0.0.1');
  url = await app.getUrl();
});
afterAll(() => app.close());

const add = (body: object): Promise<Response> =>
  fetch(`${url}/notes`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });

describe('the notes on Hono', () => {
  it('can be added, listed and read', async () => {
    const added = await add({ text: 'milk' });
    expect([added.status, await added.json()]).toEqual([201, { id: 1, text: 'milk' }]);
    expect(await (await fetch(`${url}/notes`)).json()).toEqual([{ id: 1, text: 'milk' }]);
    expect(await (await fetch(`${url}/notes/1`)).json()).toEqual({ id: 1, text: 'milk' });
  });

  it('have the same errors as on other platforms', async () => {
    expect((await add({ text: ' ' })).status).toBe(400);
    const missing = await fetch(`${url}/notes/7`);
    expect([missing.status, await missing.json()]).toEqual([
      404,
      { statusCode: 404, message: 'There is no note 7', error: 'Not Found' },
    ]);
    expect((await fetch(`${url}/nowhere`)).status).toBe(404);
  });

  it('have ETags of middleware of Hono', async () => {
    const first = await fetch(`${url}/notes/1`);
    const tag = first.headers.get('etag') as string;
    expect(tag).toMatch(/^"/);
    const again = await fetch(`${url}/notes/1`, { headers: { 'if-none-match': tag } });
    expect([again.status, await again.text()]).toEqual([304, '']);
  });

  it('are counted by a route of Hono', async () => {
    expect(await (await fetch(`${url}/count`)).json()).toEqual({ notes: 1 });
  });
});
