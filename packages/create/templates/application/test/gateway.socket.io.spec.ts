import type { INestApplication } from '@portico/common';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createApplication } from '../src/application.js';

let app: INestApplication;

beforeAll(async () => {
  app = await createApplication();
  await app.listen(0);
});

afterAll(() => app.close());

it('greets over socket.io', async () => {
  const socket = io(await app.getUrl());
  try {
    const greeting = new Promise((resolve) => socket.once('greeting', resolve));
    socket.emit('hello', { name: 'Ada' });
    expect(await greeting).toBe('Hello, Ada!');
  } finally {
    socket.close();
  }
});
