import { setImmediate as immediate } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import type { WebSocket } from 'ws';
import type { Value } from '../case.js';
import { makeValue, show } from '../make-value.js';
import type { Client, Say, Target } from './client.js';
import { pingOf } from './ws-client.js';

export function openSocketIoClient({ name, port, path, namespace = '/' }: Target, say: Say): Client {
  const socket = io(`http://127.0.0.1:${port}/${namespace.replace(/^\//, '')}`, {
    query: { name },
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    timeout: 2_000,
    ...(path === undefined ? {} : { path: `/${path.replace(/^\//, '')}` }),
  });
  socket.onAny((event: string, ...args: unknown[]) => say(`${event} ${args.map(show).join(', ')}`));
  socket.on('connect_error', (error) => say(`refused ${error.message}`));
  socket.on('disconnect', (reason) => say(`disconnect ${reason}`));
  return {
    get isOpen() {
      return socket.connected;
    },
    async connected() {
      await new Promise<void>((resolve) => {
        socket.once('connect', () => resolve());
        socket.once('connect_error', () => resolve());
        socket.once('disconnect', () => resolve());
      });
    },
    send({ event, args, ack }, id) {
      if (!socket.connected) return;
      const values: unknown[] = args.map((value: Value) => makeValue(value));
      if (ack) values.push((...answer: unknown[]) => say(`ack ${id} ${answer.map(show).join(', ')}`));
      socket.emit(typeof event === 'string' ? event : JSON.stringify(event), ...values);
    },
    frame() {},
    async leave(how) {
      const engine = transportOf(socket);
      if (how === 'close') socket.disconnect();
      else engine?.terminate();
      await immediate();
    },
    async roundTrip() {
      const engine = transportOf(socket);
      if (engine) await pingOf(engine);
    },
  };
}

/** The WebSocket below a client, to be cut and pinged. */
function transportOf(socket: Socket): WebSocket | undefined {
  const { engine } = socket.io as unknown as { engine?: { transport?: { ws?: WebSocket } } };
  return engine?.transport?.ws;
}
