import type { INestApplication } from '@portico/common';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createApplication } from '../src/application.js';

let app: INestApplication;

beforeAll(async () => {
  app = await createApplication();
  await app.listen(0);
});

afterAll(() => app.close());

it('greets by HTTP', async () => {
  const response = await fetch(`${await app.getUrl()}/hello/Ada`);
  expect(await response.json()).toEqual({ greeting: 'Hello, Ada!' });
});
