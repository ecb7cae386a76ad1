import type { Socket } from 'node:net';

/** How long compressed messages, of which ws tells nothing, are given before another look. Milliseconds. */
const POLL_MS = 5;

/** Calls back when the kernel has taken what was written to a client, or a moment later when nothing is written right now. */
export function onceDrained(client: object, callback: () => void): void {
  // An internal of ws, as in connection.ts.
  const { _socket: socket }: { readonly _socket?: Socket | null } = client;
  if (socket?.writableNeedDrain) socket.once('drain', callback);
  else setTimeout(callback, POLL_MS);
}
