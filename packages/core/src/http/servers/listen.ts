import type { Server } from 'node:http';
import { runCatching } from '@portico/common/internal';
import type { AbstractHttpAdapter } from '../abstract-http-adapter.js';
import { explainListenError } from './explain-listen-error.js';

/**
 * Calls `listen` of a platform, and waits until it listens.
 *
 * @throws (as rejection) the error of Node, such as `EADDRINUSE`, with how to fix it in its message
 */
export function listenByAdapter(adapter: AbstractHttpAdapter, args: readonly unknown[]): Promise<void> {
  return listening(adapter.getHttpServer(), (done) => adapter.listen(...args, done));
}

/** Listens with a server of Node itself, and waits until it listens. Errors are those of {@link listenByAdapter}. */
export function listenDirectly(server: Server, options: object): Promise<void> {
  return listening(server, (done) => {
    server.listen(options, done);
  });
}

/**
 * Waits until a server listens or fails. A failure can be an event, a rejection, an argument of the callback, or
 * thrown.
 */
function listening(
  server: Server | undefined,
  start: (done: (error?: Error | null) => void) => unknown,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const finish = (error?: unknown): void => {
      server?.off?.('error', finish);
      if (error) reject(explainListenError(error));
      else resolve();
    };
    server?.on?.('error', finish);
    void runCatching(() => start(finish), finish);
  });
}
