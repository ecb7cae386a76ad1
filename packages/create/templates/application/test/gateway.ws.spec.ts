import { once } from 'node:events';
import type { INestApplication } from '@portico/common';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { createApplication } from '../src/application.js';

let app: INestApplication;

beforeAll(async () => {
  app = await createApplication();
  await app.listen(0);
});

afterAll(() => app.close());

it('greets over WebSockets', async () => {
  const client = new WebSocket(await app.getUrl());
  try {
    await once(client, 'open');
    client.send(JSON.stringify({ event: 'hello', data: { name: 'Ada' } }));
    const [frame] = await once(client, 'message');
    expect(JSON.parse(String(frame))).toEqual({ event: 'greeting', data: 'Hello, Ada!' });
  } finally {
    client.close();
  }
});
