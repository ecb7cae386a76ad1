import type { Server } from 'node:http';

const ALWAYS = ['request'];
/** Node handles these events itself if there is no listener, so they are forwarded only to existing listeners. */
const WHEN_WANTED = ['upgrade', 'connect', 'checkContinue', 'checkExpectation', 'clientError', 'timeout'];

/**
 * Forwards the events of an additional server to the first one, so that everything attached to it (the platform,
 * gateways, third-party libraries) serves both.
 *
 * @returns a function that stops forwarding
 */
export function forwardEvents(from: Server, to: Server): () => void {
  const forwarders = new Map<string, (...args: unknown[]) => void>();
  const forward = (event: string): void => {
    if (forwarders.has(event)) return;
    const forwarder = (...args: unknown[]): void => {
      to.emit(event, ...args);
    };
    forwarders.set(event, forwarder);
    from.on(event, forwarder);
  };
  const onNewListener = (event: string | symbol): void => {
    if (typeof event === 'string' && WHEN_WANTED.includes(event)) forward(event);
  };
  for (const event of ALWAYS) forward(event);
  for (const event of WHEN_WANTED) if (to.listenerCount(event) > 0) forward(event);
  to.on('newListener', onNewListener);
  return () => {
    to.off('newListener', onNewListener);
    for (const [event, forwarder] of forwarders) from.off(event, forwarder);
  };
}
