import type { Handshake, HandshakeCheck, HandshakeRefusal } from '@portico/websockets';
import type { Namespace, Server, Socket } from 'socket.io';

type Middleware = Parameters<Namespace['use']>[0];

/** Middleware that also runs for recovered clients, whatever `connectionStateRecovery.skipMiddlewares` says. */
export const UNSKIPPED = new WeakSet<Middleware>();

/** Runs a check for every client of a namespace, after the middleware of the application. */
export function checkHandshakes(server: Server | Namespace, check: HandshakeCheck): void {
  const middleware: Middleware = (socket, next) => {
    const decide = (refusal: HandshakeRefusal | undefined): void => next(refusal && errorOf(refusal));
    const verdict = check(handshakeOf(socket));
    return verdict instanceof Promise ? verdict.then(decide) : decide(verdict);
  };
  UNSKIPPED.add(middleware);
  server.use(middleware);
}

function handshakeOf(socket: Socket): Handshake {
  return {
    request: socket.request,
    client: socket,
    onEnd(listener) {
      // A client may disconnect from one namespace and keep its connection, or lose the connection.
      socket.once('disconnect', listener);
      socket.conn.once('close', listener);
    },
  };
}

/** The error of `connect_error`. */
function errorOf({ status, message }: HandshakeRefusal): Error {
  return Object.assign(new Error(message), { data: { status, message } });
}
