import type { Socket } from 'socket.io';

/**
 * Closes the connections of clients, each when all of its sockets are to be closed: a client has one for each of its
 * namespaces. It is closed below socket.io, so that the client reconnects; it would not if the server disconnected its socket.
 */
export class ConnectionCloser {
  private readonly open = new WeakMap<object, number>();

  add({ conn }: Socket): void {
    this.open.set(conn, (this.open.get(conn) ?? 0) + 1);
  }

  remove({ conn }: Socket): void {
    this.open.set(conn, (this.open.get(conn) ?? 1) - 1);
  }

  /** What was sent before leaves first. */
  close(socket: Socket): void {
    this.remove(socket);
    if ((this.open.get(socket.conn) ?? 0) <= 0) socket.conn.close();
  }
}
