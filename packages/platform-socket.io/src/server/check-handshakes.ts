import type { HandshakeCheck, HandshakeRefusal } from '@portico/websockets/adapters';
import type { Namespace, Server, Socket } from 'socket.io';
import { onRemoved } from '../internals.js';

type Middleware = Parameters<Namespace['use']>[0];

/** Middleware that also runs for recovered clients, whatever `connectionStateRecovery.skipMiddlewares` says. */
export const UNSKIPPED = new WeakSet<Middleware>();

/** Runs a check for every client of a namespace, after the middleware of the application. */
export function checkHandshakes(server: Server | Namespace, check: HandshakeCheck): void {
  const middleware: Middleware = (socket, next) => {
    // The client has disconnected during the middleware of the application. It would be counted forever, because its
    // end cannot be observed any more. socket.io discards it.
    if (socket.conn.readyState !== 'open') return next();
    const end = new ClientEnd(socket);
    const decide = (refusal: HandshakeRefusal | undefined): void => {
      if (refusal) end.forget();
      next(refusal && errorOf(refusal));
    };
    const verdict = check({ request: socket.request, client: socket, onEnd: (listener) => end.on(listener) });
    return verdict instanceof Promise ? verdict.then(decide) : decide(verdict);
  };
  UNSKIPPED.add(middleware);
  server.use(middleware);
}

/** The end of a client: it is removed from its namespace, is refused, or loses its connection. */
class ClientEnd {
  private readonly listeners: (() => void)[] = [];

  constructor(private readonly socket: Socket) {}

  on(listener: () => void): void {
    if (this.listeners.push(listener) > 1) return;
    onRemoved(this.socket, this.reach);
    ofConnection(this.socket.conn).add(this.reach);
  }

  /** The connection of a refused client may enter any number of namespaces. */
  forget(): void {
    this.listeners.length = 0;
    connections.get(this.socket.conn)?.delete(this.reach);
  }

  private readonly reach = (): void => {
    const listeners = [...this.listeners];
    this.forget();
    for (const listener of listeners) listener();
  };
}

const connections = new WeakMap<object, Set<() => void>>();

/** One listener for all namespaces of a connection. */
function ofConnection(conn: Socket['conn']): Set<() => void> {
  const known = connections.get(conn);
  if (known) return known;
  const listeners = new Set<() => void>();
  connections.set(conn, listeners);
  conn.once('close', () => {
    for (const listener of [...listeners]) listener();
  });
  return listeners;
}

/** Returns the error of `connect_error`. */
function errorOf({ status, message }: HandshakeRefusal): Error {
  return Object.assign(new Error(message), { data: { status, message } });
}
