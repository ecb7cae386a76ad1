import { io } from 'socket.io-client';
import { expect, it, onTestFinished } from 'vitest';
import { runExample } from './run-example.js';

it('acknowledges an event and says it to everyone', async () => {
  const url = await runExample('readme-gateway.ts');
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
