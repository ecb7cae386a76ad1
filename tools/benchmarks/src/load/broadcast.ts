import { MESSAGES_PER_TICK } from '../../subjects/news.js';
import { askForEvents } from './ask-for-events.js';
import { openPlain } from './echo.js';
import type { Load } from './load.js';
import { openSocketIo } from './socket-io.js';
import { openMany, type WebSocketClient } from './websocket-client.js';

const CLIENTS = 1_000;

/** How clients of a library connect and request a tick. */
interface TickClients {
  open(port: number): Promise<WebSocketClient>;
  readonly tick: string;
}

export const PLAIN: TickClients = { open: openPlain, tick: JSON.stringify({ event: 'tick', data: null }) };
export const OF_SOCKET_IO: TickClients = { open: openSocketIo, tick: '42["tick",null]' };

/** Requests a tick of messages, waits until each of 1,000 clients has received all of them, and repeats. Counts deliveries. */
export function broadcastLoad(port: number, of = PLAIN): Promise<Load> {
  return sharedBroadcastLoad([port], of);
}

/** The same with clients of several processes; the first process receives the requests. */
export async function sharedBroadcastLoad(ports: readonly number[], { open, tick: text } = PLAIN): Promise<Load> {
  let opened = 0;
  const clients = await openMany(CLIENTS, () => open(ports[opened++ % ports.length]!));
  return askForEvents(clients, text, CLIENTS * MESSAGES_PER_TICK);
}
