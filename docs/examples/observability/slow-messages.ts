import { tracingChannel } from 'node:diagnostics_channel';
import type { MessageTrace } from '@portico/websockets';

// #region slow
/** Logs each message that takes longer than a time, with the method that has handled it. */
export function logSlowMessages(milliseconds: number, log: (line: string) => void): () => void {
  const channel = tracingChannel<unknown, MessageTrace>('portico:ws:message');
  const since = new WeakMap<MessageTrace, number>();
  const subscribers = {
    start: (message: MessageTrace) => void since.set(message, performance.now()),
    end: () => undefined,
    asyncStart: () => undefined,
    asyncEnd: (message: MessageTrace) => {
      const took = performance.now() - (since.get(message) ?? 0);
      if (took < milliseconds) return;
      log(`${message.gateway.name}.${message.handler}() took ${Math.round(took)} ms and ${message.outcome}`);
    },
    error: () => undefined,
  };
  channel.subscribe(subscribers);
  return () => void channel.unsubscribe(subscribers);
}
// #endregion
