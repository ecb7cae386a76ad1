import type { INestApplication } from '@portico/common';
import { inTime } from './in-time.js';

/** How long `app.close()` may take in a test, in milliseconds. */
const CLOSE_MS = 4_000;
/** The members of HTTP and WebSocket adapters that core calls when an application closes. */
const MEMBERS = ['beforeClose', 'close', 'whenClosed', 'dispose'];

/**
 * Makes `app.close()` reject if it does not complete in time. The error names the calls of adapters that it waits for, while the
 * time-out of Vitest would only name the test or hook.
 *
 * @param adapters by their kind, such as `{ HTTP: adapter }`
 */
export function limitClose(app: INestApplication, adapters: Readonly<Record<string, object>>): void {
  const watches = Object.entries(adapters).map(([kind, adapter]) => watchCalls(kind, adapter));
  const close = app.close.bind(app);
  app.close = (...args) => inTime(close(...args), () => explain(watches.flatMap((running) => running())), CLOSE_MS);
}

function explain(running: readonly string[]): string {
  const late = `app.close() did not settle within ${CLOSE_MS / 1_000} s. `;
  if (running.length > 0) {
    return (
      `${late}It waits for ${running.join(' and ')}. Check that the promise resolves when clients are connected, when there are none, ` +
      'when the server never listened, and when a client does not answer the close.'
    );
  }
  return (
    `${late}No call of an adapter is left: it waits for the requests in flight of the HTTP server, or for clients of which the callback ` +
    'of bindClientDisconnect() was not called.'
  );
}

/** Returns the pending calls of an adapter, such as `close() of the HTTP adapter`. */
function watchCalls(kind: string, adapter: object): () => string[] {
  const running: string[] = [];
  for (const member of MEMBERS) {
    const original: unknown = Reflect.get(adapter, member);
    if (typeof original !== 'function') continue;
    const watched = async (...args: unknown[]): Promise<unknown> => {
      const call = `${member}() of the ${kind} adapter`;
      running.push(call);
      try {
        return await original.apply(adapter, args);
      } finally {
        running.splice(running.indexOf(call), 1);
      }
    };
    Object.defineProperty(adapter, member, { value: watched, configurable: true, writable: true });
  }
  return () => [...new Set(running)];
}
