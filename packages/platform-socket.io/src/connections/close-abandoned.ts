import type { Socket } from 'socket.io';
import { namespacesOf } from '../internals.js';

type Connection = Socket['conn'];

const timers = new WeakMap<Connection, NodeJS.Timeout>();

/**
 * Closes the connection of a client that stays in no namespace for the `connectTimeout` of the server. socket.io only does so
 * before the first namespace, so a client could leave it and keep its connection, which no limit counts.
 */
export function closeAbandoned(socket: Socket): void {
  socket.on('disconnect', startTimer);
}

function startTimer(this: Socket): void {
  const { conn } = this;
  const namespaces = namespacesOf(this);
  if (namespaces.size > 0 || conn.readyState !== 'open') return;
  const timer = timers.get(conn);
  if (timer) {
    timer.refresh();
    return;
  }
  const close = (): void => {
    if (namespaces.size === 0) conn.close();
  };
  timers.set(conn, setTimeout(close, this.nsp.server.connectTimeout()).unref());
}
