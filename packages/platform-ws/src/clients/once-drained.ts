import type { Socket } from 'node:net';

/** Polling interval for compressed messages, about which ws emits nothing. Milliseconds. */
const POLL_MS = 5;

/**
 * Calls back when the kernel has accepted the data that was written to a client, or a moment later if nothing is being
 * written.
 */
export function onceDrained(client: object, callback: () => void): void {
  // An internal of ws, as in connection.ts.
  const { _socket: socket }: { readonly _socket?: Socket | null } = client;
  if (socket?.writableNeedDrain) socket.once('drain', callback);
  else setTimeout(callback, POLL_MS);
}
