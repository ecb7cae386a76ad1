import type { RawData, WebSocket } from 'ws';
import type { OutgoingMessage } from '../protocol/connections.js';
import { cut, showData, showText } from '../show-data.js';
import { whenRefused } from './refusal.js';
import { CONNECT_TIMEOUT_MS, MAX_MESSAGE, type RelayedConnection, type RelaySink } from './relayed.js';
import { type Target, webSocketUrl } from './target.js';

/** Connects with a plain WebSocket that sends and receives the documented frames, `{ event, data }`. */
export async function connectPlain(target: Target, sink: RelaySink): Promise<RelayedConnection> {
  const { WebSocket } = await import('ws');
  const socket = new WebSocket(webSocketUrl(target), {
    headers: target.headers,
    handshakeTimeout: CONNECT_TIMEOUT_MS,
    maxPayload: MAX_MESSAGE,
    rejectUnauthorized: false,
  });
  socket.on('message', (data, isBinary) => receive(data, isBinary, sink));
  await Promise.race([new Promise((resolve) => socket.once('open', resolve)), whenRefused(socket)]);
  socket.on('error', ({ message }) => sink('failed', { message }));
  socket.once('close', (code, reason) => sink('closed', { code, reason: reason.toString() }));
  return new PlainConnection(socket);
}

class PlainConnection implements RelayedConnection {
  constructor(private readonly socket: WebSocket) {}

  /** Replies arrive as events, because these frames have no id that relates a reply to its message. */
  send({ event, data }: OutgoingMessage): void {
    this.socket.send(JSON.stringify({ event, data }));
  }

  cancel(): void {}

  close(): void {
    this.socket.close(1000);
  }
}

/** Shows frames that are not `{ event, data }` as events without a name. */
function receive(data: RawData, isBinary: boolean, sink: RelaySink): void {
  const frame = isBinary ? undefined : parse(data.toString());
  if (frame && typeof frame.event === 'string')
    sink('received', { event: showText(frame.event), data: showData(frame.data) });
  else sink('received', { event: '', data: isBinary ? showData(data) : cut(data.toString()) });
}

export function parse(
  text: string,
): { readonly event?: unknown; readonly data?: unknown; readonly id?: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
