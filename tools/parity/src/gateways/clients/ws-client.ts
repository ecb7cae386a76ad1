import { once } from 'node:events';
import { WebSocket } from 'ws';
import { within } from '../../within.js';
import { makeValue } from '../make-value.js';
import { type Client, type Say, type Target, TIMEOUT_MS } from './client.js';

export function openWsClient({ name, port, path = '/' }: Target, say: Say, form: 'object' | 'list'): Client {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/${path.replace(/^\//, '')}`, [name]);
  socket.on('message', (data, isBinary) => say(isBinary ? `binary ${String(data)}` : String(data)));
  socket.on('unexpected-response', (_request, response) => {
    say(`refused ${response.statusCode}`);
    response.resume();
    socket.terminate();
  });
  socket.on('error', () => undefined);
  socket.on('close', (code, reason) => say(`close ${code} ${reason.toString()}`));
  const isOpen = () => socket.readyState === WebSocket.OPEN;
  return {
    get isOpen() {
      return isOpen();
    },
    async connected() {
      if (socket.readyState === WebSocket.CONNECTING)
        await within(Promise.race([once(socket, 'open'), once(socket, 'close')]), TIMEOUT_MS, undefined).catch(
          () => {},
        );
      if (socket.readyState === WebSocket.CONNECTING) socket.terminate();
    },
    send({ event, args }) {
      const data = makeValue(args[0] ?? { $: 'undefined' });
      if (isOpen()) socket.send(JSON.stringify(form === 'list' ? [event, data] : { event, data }));
    },
    frame(text, binary) {
      if (isOpen()) socket.send(binary ? Buffer.from(text) : text);
    },
    async leave(how) {
      if (socket.readyState === WebSocket.CLOSED) return;
      const closed = once(socket, 'close');
      if (how === 'close') socket.close(3_001, 'bye');
      else socket.terminate();
      await closed;
    },
    async roundTrip() {
      await pingOf(socket);
    },
  };
}

/** Settles with the pong, or when the connection ends. */
export async function pingOf(socket: WebSocket): Promise<void> {
  if (socket.readyState !== WebSocket.OPEN) return;
  const done = new AbortController();
  const options = { signal: done.signal };
  const answered = Promise.race([once(socket, 'pong', options), once(socket, 'close', options)]);
  socket.ping();
  await answered.catch(() => undefined);
  done.abort();
}
