import { once } from 'node:events';
import { createClient, type Session } from '@portico/client';
import { WebSocket } from 'ws';
import { waitUntil } from '../../src/index.js';

/** Fast enough for a test: the first attempt comes after a few milliseconds. */
const RECONNECT = { minDelayMs: 20, maxDelayMs: 100 };

/** A client of portico.1 whose connection the test interrupts. */
export function startReturningClient(port: () => number) {
  const sockets: WebSocket[] = [];
  class InterruptedSocket extends WebSocket {
    constructor(url: string, protocols: string[]) {
      super(url, protocols, { headers: { 'x-name': 'returning' } });
      sockets.push(this);
    }
  }
  const client = createClient(() => `ws://127.0.0.1:${port()}`, { WebSocket: InterruptedSocket, reconnect: RECONNECT });
  const heard: string[] = [];
  const sessions: (Session | undefined)[] = [];
  client.on('said', (text) => heard.push(text));
  let isOpen = false;
  client.status.subscribe((status) => {
    isOpen = status === 'open';
    if (isOpen) sessions.push(client.session);
  });
  return {
    client,
    heard,
    /** That of each connection. */
    sessions,
    /** Loses the connection, once the session has continued on it. */
    async drop(): Promise<void> {
      await waitUntil(() => isOpen, { what: 'session after a lost connection' });
      const socket = sockets.at(-1) as WebSocket;
      const closed = once(socket, 'close');
      socket.terminate();
      await closed;
    },
  };
}
