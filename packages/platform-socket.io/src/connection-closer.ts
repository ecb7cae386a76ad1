import type { Socket } from 'socket.io';

/**
 * Closes the connections of clients, each when all of its sockets have to be closed: a client has one socket for each
 * of its namespaces. The connection below socket.io is closed, so that the client reconnects; it would not if the
 * server disconnected its socket.
 */
export class ConnectionCloser {
  private readonly open = new WeakMap<object, number>();
  private readonly closed = new WeakSet<object>();

  add({ conn }: Socket): void {
    this.open.set(conn, (this.open.get(conn) ?? 0) + 1);
  }

  remove({ conn }: Socket): void {
    this.open.set(conn, (this.open.get(conn) ?? 1) - 1);
  }

  /** Closes the connection of a client. Earlier messages are sent first. */
  close(socket: Socket): void {
    this.remove(socket);
    this.closed.add(socket.conn);
    if ((this.open.get(socket.conn) ?? 0) <= 0) socket.conn.close();
  }

  /** Returns the disconnect reason that socket.io uses when it closes the server itself. */
  reasonOf(socket: Socket, reason: unknown): unknown {
    return reason === 'forced close' && this.closed.has(socket.conn) ? 'server shutting down' : reason;
  }
}
