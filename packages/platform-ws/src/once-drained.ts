import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';

/** How long compressed messages, of which ws tells nothing, are given before another look. Milliseconds. */
const POLL_MS = 5;

/** Calls back when the kernel has taken what was written to a client, or a moment later when nothing is written right now. */
export function onceDrained(client: WebSocket, callback: () => void): void {
  // An internal of ws, as in connection.ts.
  const { _socket: socket } = client as unknown as { readonly _socket: Socket | null };
  if (socket?.writableNeedDrain) socket.once('drain', callback);
  else setTimeout(callback, POLL_MS);
}
