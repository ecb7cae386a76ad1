import { io } from 'socket.io-client';
import { expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { runExample, runToEnd } from './run-example.js';

it('acknowledges an event on socket.io, and sends it to all clients', async () => {
  const url = await runExample('first/gateway.ts');
  const speaker = io(url, { forceNew: true });
  const listener = io(url, { forceNew: true });
  onTestFinished(() => {
    speaker.close();
    listener.close();
  });
  await Promise.all([speaker, listener].map((client) => new Promise<void>((done) => client.on('connect', done))));
  const heard = new Promise((found) => listener.on('said', found));
  await expect(speaker.timeout(5000).emitWithAck('events', 'hello')).resolves.toBe('hello');
  await expect(heard).resolves.toBe('hello');
});

it('replies to an event on native WebSockets', async () => {
  const url = await runExample('first/gateway-on-ws.ts');
  const client = new WebSocket(url.replace('http', 'ws'));
  onTestFinished(() => client.close());
  const answer = new Promise<string>((found, failed) => {
    client.on('open', () => client.send(JSON.stringify({ event: 'events', data: { name: 'Ada' } })));
    client.on('message', (data) => found(String(data)));
    client.on('error', failed);
  });
  expect(JSON.parse(await answer)).toEqual({ event: 'events', data: { name: 'Ada' } });
});

it.each(['first/http-on-express.ts', 'first/http-on-fastify.ts'])('%s serves a controller', async (file) => {
  const response = await fetch(`${await runExample(file)}/cats/Tom`);
  expect(response.headers.get('content-type')).toMatch(/^application\/json/);
  expect(await response.json()).toEqual({ name: 'Tom', lives: 9 });
});

it('runs the container without a server', async () => {
  expect(await runToEnd('first/container-alone.ts')).toMatch(/^Hello Ada, it is \d{4}-/);
});

it('replaces a provider in a testing module', async () => {
  expect(await runToEnd('testing/overriding-a-provider.ts')).toBe('Hello Ada, it is 1970-01-01T00:00:00.000Z\n');
});
