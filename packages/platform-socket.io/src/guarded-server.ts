import { Logger } from '@portico/common';
import { type Namespace, Server } from 'socket.io';

type Middleware = Parameters<Namespace['use']>[0];

const logger = new Logger('WebSockets');
const guarded = new WeakSet<object>();

/**
 * A server of socket.io whose middleware may fail for one client alone: what middleware throws or
 * rejects with has nobody to catch it in socket.io, and would end the process.
 */
export class GuardedServer extends Server {
  /** Every namespace of a server comes from here, that of `server.use()` included. */
  override of(...args: Parameters<Server['of']>): ReturnType<Server['of']> {
    const namespace = super.of(...args);
    if (guarded.has(namespace)) return namespace;
    guarded.add(namespace);
    const { use } = namespace;
    namespace.use = (middleware) => use.call(namespace, guard(middleware));
    return namespace;
  }
}

function guard(middleware: Middleware): Middleware {
  return (socket, next) => {
    let decided = false;
    // Once only: who was refused must not come in after all, when something that was begun before calls `next()`.
    const decide: typeof next = (error) => {
      if (decided) return;
      decided = true;
      next(error);
    };
    const refuse = (error: unknown): void => {
      logger.error('A middleware of socket.io failed', error instanceof Error ? error.stack : String(error));
      decide(new Error('Internal server error'));
    };
    try {
      const running = middleware(socket, decide) as unknown;
      if (running instanceof Promise) running.catch(refuse);
    } catch (error) {
      refuse(error);
    }
  };
}
