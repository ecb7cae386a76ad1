import { tracingChannel } from 'node:diagnostics_channel';
import type { MessageTrace } from '@portico/websockets';

// #region slow
/** Logs each message that takes longer than a time, with the method that has handled it. */
export function logSlowMessages(milliseconds: number, log: (line: string) => void): () => void {
  const channel = tracingChannel('portico:ws:message');
  const since = new WeakMap<object, number>();
  const subscribers = {
    start: (message: object) => void since.set(message, performance.now()),
    end: () => undefined,
    asyncStart: () => undefined,
    asyncEnd: (message: object) => {
      const { gateway, handler, outcome } = message as MessageTrace;
      const took = performance.now() - (since.get(message) ?? 0);
      if (took < milliseconds) return;
      log(`${gateway.name}.${handler}() took ${Math.round(took)} ms and ${outcome}`);
    },
    error: () => undefined,
  };
  channel.subscribe(subscribers);
  return () => void channel.unsubscribe(subscribers);
}
// #endregion
