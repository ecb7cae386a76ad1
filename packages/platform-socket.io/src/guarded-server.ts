import { onlyFirst, runGuarded } from '@portico/websockets';
import { type Namespace, Server } from 'socket.io';
import { guardPackets } from './guard-packets.js';

type Match = Extract<Parameters<Server['of']>[0], (...args: never[]) => unknown>;
type Middleware = Parameters<Namespace['use']>[0];

const guarded = new WeakSet<object>();

/**
 * A server of socket.io whose middleware may fail for one client alone: what middleware throws or
 * rejects with is not caught by socket.io, and would crash the process.
 */
export class GuardedServer extends Server {
  /** Every namespace of a server comes from here, that of `server.use()` included. */
  override of(...args: Parameters<Server['of']>): ReturnType<Server['of']> {
    const [name, listener] = args;
    const namespace = super.of(typeof name === 'function' ? guardMatch(name) : name, listener);
    if (guarded.has(namespace)) return namespace;
    guarded.add(namespace);
    const { use } = namespace;
    namespace.use = (middleware) => use.call(namespace, guard(middleware));
    // Comes before `connection`, and for clients that skip the middleware because they come back.
    namespace.on('connect', guardPackets);
    return namespace;
  }
}

/** A function as namespace decides which names exist. */
function guardMatch(match: Match): Match {
  return (name, auth, next) => {
    const decide = onlyFirst(next);
    runGuarded(
      'The function of a namespace',
      () => match(name, auth, decide),
      () => decide(null, false),
    );
  };
}

function guard(middleware: Middleware): Middleware {
  return (socket, next) => {
    guardPackets(socket);
    const decide = onlyFirst(next);
    runGuarded(
      'A middleware of socket.io',
      () => middleware(socket, decide),
      () => decide(new Error('Internal server error')),
    );
  };
}
