import type { Socket } from 'socket.io';

/**
 * Closes the connections of clients, each when all of its sockets have to be closed: a client has one socket for each
 * of its namespaces. The connection below socket.io is closed, so that the client reconnects; it would not if the
 * server disconnected its socket.
 */
export class ConnectionCloser {
  private readonly open = new WeakMap<object, number>();
  private readonly closed = new WeakSet<object>();
  /** Sockets that are to be closed: one may leave its namespace before its connection is closed. */
  private readonly closing = new WeakSet<Socket>();

  add({ conn }: Socket): void {
    this.open.set(conn, (this.open.get(conn) ?? 0) + 1);
  }

  /** The client has left a namespace by itself. */
  remove(socket: Socket): void {
    if (!this.closing.has(socket)) this.countDown(socket);
  }

  /** Closes the connection of a client. Earlier messages are sent first. */
  close(socket: Socket): void {
    if (this.closing.has(socket)) return;
    this.closing.add(socket);
    this.closed.add(socket.conn);
    this.countDown(socket);
  }

  private countDown({ conn }: Socket): void {
    const open = (this.open.get(conn) ?? 1) - 1;
    this.open.set(conn, open);
    if (open <= 0 && this.closed.has(conn)) conn.close();
  }

  /** Returns the disconnect reason that socket.io uses when it closes the server itself. */
  reasonOf(socket: Socket, reason: unknown): unknown {
    return reason === 'forced close' && this.closed.has(socket.conn) ? 'server shutting down' : reason;
  }
}
