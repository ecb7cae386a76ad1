import { setImmediate as immediate } from 'node:timers/promises';
import { io } from 'socket.io-client';
import type { WebSocket } from 'ws';
import { within } from '../../within.js';
import type { Value } from '../case.js';
import { makeValue, show } from '../make-value.js';
import { type Client, type Say, type Target, TIMEOUT_MS } from './client.js';
import { pingOf } from './ws-client.js';

export function openSocketIoClient({ name, port, path, namespace = '/', polling }: Target, say: Say): Client {
  const socket = io(`http://127.0.0.1:${port}/${namespace.replace(/^\//, '')}`, {
    query: { name },
    transports: [polling ? 'polling' : 'websocket'],
    forceNew: true,
    reconnection: false,
    // Whether it is late is decided by `connected()`.
    timeout: 600_000,
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
      const decided = new Promise<string>((resolve) => {
        for (const event of ['connect', 'connect_error', 'disconnect']) socket.once(event, () => resolve(event));
      });
      if ((await within(decided, TIMEOUT_MS, 'nothing')) !== 'nothing') return;
      say('refused timeout');
      socket.disconnect();
    },
    send({ event, args, ack }, id) {
      if (!socket.connected) return;
      const values: unknown[] = args.map((value: Value) => makeValue(value));
      if (ack) values.push((...answer: unknown[]) => say(`ack ${id} ${answer.map(show).join(', ')}`));
      socket.emit(typeof event === 'string' ? event : JSON.stringify(event), ...values);
    },
    frame() {},
    async leave(how) {
      const { engine } = socket.io as unknown as Manager;
      const { ws } = engine?.transport ?? {};
      if (how === 'close') socket.disconnect();
      else if (ws) ws.terminate();
      // Without a connection of its own a client that sends nothing more is noticed much later.
      else engine?.close();
      if (engine && polling) await written(engine);
      await immediate();
    },
    async roundTrip() {
      const { engine } = socket.io as unknown as Manager;
      if (engine?.readyState !== 'open') return;
      if (polling) await postTo(engine);
      else if (engine.transport.ws) await pingOf(engine.transport.ws);
    },
  };
}

/** What is below a client, to be cut and pinged. */
interface Manager {
  readonly engine?: Engine;
}

interface Engine extends Emitter {
  readonly readyState: string;
  readonly transport: Transport;
  close(): void;
  _sendPacket(type: 'pong'): void;
}

interface Transport extends Emitter {
  /** Absent with HTTP requests, and once it is closed. */
  readonly ws?: WebSocket | null;
  /** Whether no request with packets is pending. */
  readonly writable: boolean;
}

interface Emitter {
  once(event: string, listener: () => void): void;
}

/** Settles when the server has replied to a request that follows all that was sent, or when the connection ends. */
async function postTo(engine: Engine): Promise<void> {
  const replied = new Promise<void>((resolve) => {
    engine.once('drain', resolve);
    engine.once('close', resolve);
  });
  engine._sendPacket('pong');
  await replied;
  await written(engine);
}

/** Settles when the server has replied to the pending request with packets, if there is one. */
async function written({ transport }: Engine): Promise<void> {
  if (transport.writable) return;
  const replied = new Promise<void>((resolve) => {
    transport.once('drain', resolve);
    transport.once('error', resolve);
  });
  // One that was refused has none.
  await within(replied, 10, undefined);
}
