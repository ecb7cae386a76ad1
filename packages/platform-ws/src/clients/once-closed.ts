import type { WebSocket } from 'ws';

/** Called with the client, the close code and the reason. */
type ClosedCallback = (client: WebSocket, code: number, reason: string) => void;

type CloseListener = (this: WebSocket, code: number, reason: Buffer) => void;

const listeners = new WeakMap<ClosedCallback, CloseListener>();

/**
 * Calls back when a connection is closed. All clients with the same callback share one listener: separate listeners would
 * take 200 bytes per client. A connection closes once: taking the listener off it would copy the list of its listeners.
 */
export function onceClosed(client: WebSocket, callback: ClosedCallback): void {
  client.on('close', listenerFor(callback));
}

function listenerFor(callback: ClosedCallback): CloseListener {
  const known = listeners.get(callback);
  if (known) return known;
  const listener: CloseListener = function (code, reason) {
    callback(this, code, reason.toString());
  };
  listeners.set(callback, listener);
  return listener;
}
