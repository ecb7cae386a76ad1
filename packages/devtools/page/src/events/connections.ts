import { create } from 'zustand';
import { pathOf } from '../api/address.js';
import { openStream } from '../api/event-stream.js';
import type { ConnectionEvents, ConnectionRequest, Opened, Refused } from '../api/protocol.js';
import { postJson, RefusedRequest, remove } from '../api/request.js';
import { announce } from '../state/announcer.js';
import type { Channel } from './catalogue.js';
import type { Connection, Refusal } from './connection.js';
import { type Settings, toRecord } from './connection-settings.js';
import { isObject } from './document-reference.js';
import { fromText } from './drafts.js';
import { log } from './log-store.js';
import { relayListeners } from './relay-events.js';
import { dropRequestsOf } from './requests.js';

interface ConnectionState {
  readonly connections: readonly Connection[];
  /** The number of the client that sends, by channel. */
  readonly chosen: Readonly<Record<string, number>>;
}

export const useConnections = create<ConnectionState>(() => ({ connections: [], chosen: {} }));

let last = 0;
const streams = new Map<number, () => void>();

export function chosenConnection(state: ConnectionState, channel: string): Connection | undefined {
  return state.connections.find(({ number }) => number === state.chosen[channel]);
}

export function choose(channel: string, number: number): void {
  useConnections.setState(({ chosen }) => ({ chosen: { ...chosen, [channel]: number } }));
}

/** Opens a client and selects it for sending. */
export async function connect(channel: Channel, settings: Settings): Promise<Connection | undefined> {
  last += 1;
  const number = last;
  const { protocol } = settings;
  add({ number, channel: channel.id, protocol, state: 'connecting' });
  const opened = await open(requestFor(channel, settings));
  if (opened === undefined || 'refused' in opened) {
    const refusal = opened?.refused ?? { status: 0, message: 'The server is not reachable.' };
    update(number, { state: 'refused', refusal });
    log({ client: number, kind: 'refused', note: refusalText(refusal) });
    return undefined;
  }
  update(number, { state: 'open', id: opened.id });
  log({ client: number, kind: 'opened', note: `${channel.address} over ${protocol}` });
  await listen(number, opened.id);
  announce(`Client ${number} is connected.`);
  return useConnections.getState().connections.find((connection) => connection.number === number);
}

export function refusalText({ status, message }: Refusal): string {
  return status > 0 ? `${status} ${message}` : message;
}

function requestFor(channel: Channel, { protocol, headers, query, auth, params }: Settings): ConnectionRequest {
  const value = fromText(auth).value;
  return {
    server: channel.server,
    protocol,
    headers: toRecord(headers),
    query: toRecord(query),
    params,
    ...(isObject(value) && protocol === 'socket.io' && { auth: value }),
  };
}

async function open(request: ConnectionRequest): Promise<Opened | Refused | undefined> {
  try {
    return await postJson<Opened | Refused>('connections', request);
  } catch (error) {
    return error instanceof RefusedRequest ? { refused: { status: error.status, message: error.message } } : undefined;
  }
}

export async function disconnect({ number, id }: Connection): Promise<void> {
  try {
    if (id !== undefined) await remove(pathOf('connections', id));
  } catch {
    // The connection is already closed.
  }
  close(number, 'by this page');
}

/** Removes a client that was closed or refused. */
export function forget({ number }: Connection): void {
  useConnections.setState(({ connections }) => ({ connections: connections.filter((one) => one.number !== number) }));
}

/** Resolves when the stream is open, or cannot be opened. Replies to messages sent before that would be lost. */
function listen(number: number, id: string): Promise<void> {
  return new Promise((resolve) => {
    const listeners = relayListeners(number, (why) => close(number, why));
    const lost = (): void => {
      close(number, 'the server went away');
      resolve();
    };
    const path = pathOf('connections', id, 'events');
    streams.set(number, openStream<ConnectionEvents>(path, listeners, { opened: resolve, lost, once: true }));
  });
}

function close(number: number, why: string): void {
  streams.get(number)?.();
  streams.delete(number);
  const open = useConnections.getState().connections.some((one) => one.number === number && one.state === 'open');
  if (!open) return;
  update(number, { state: 'closed' });
  dropRequestsOf(number);
  log({ client: number, kind: 'closed', note: why });
  announce(`Client ${number} was disconnected: ${why}.`);
}

function add(connection: Connection): void {
  const { number, channel } = connection;
  useConnections.setState(({ connections, chosen }) => ({
    connections: [...connections.filter((one) => one.state === 'open' || one.channel !== channel), connection],
    chosen: { ...chosen, [channel]: number },
  }));
}

function update(number: number, change: Partial<Connection>): void {
  useConnections.setState(({ connections }) => ({
    connections: connections.map((one) => (one.number === number ? { ...one, ...change } : one)),
  }));
}
