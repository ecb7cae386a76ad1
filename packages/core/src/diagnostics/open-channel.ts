import { tracingChannel } from 'node:diagnostics_channel';
import type { TraceChannel } from './trace-call.js';

const EVENTS = ['start', 'end', 'asyncStart', 'asyncEnd', 'error'] as const;

/** Opens a tracing channel. On Bun, whose tracing channels lack `hasSubscribers`, the channels of its events are asked. */
export function openChannel<T extends object>(name: string): TraceChannel<T> {
  const channel = tracingChannel<unknown, T>(name);
  if (Reflect.has(channel, 'hasSubscribers')) return channel;
  return Object.defineProperty(channel, 'hasSubscribers', {
    get: () => EVENTS.some((event) => channel[event].hasSubscribers),
  });
}
