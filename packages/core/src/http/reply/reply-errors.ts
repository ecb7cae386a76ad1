import { type FrameworkError, frameworkError } from '@portico/common/internal';

/** A handler returned a value that cannot be sent. */
export function unserializableReply(value: unknown, handler: string, cause?: unknown): FrameworkError {
  return frameworkError({
    code: 'PORTICO_UNSERIALIZABLE_REPLY',
    message: `${handler} returned ${describe(value)}, which cannot be serialized as JSON${cause instanceof Error ? ` (${cause.message})` : ''}.`,
    remedy:
      typeof value === 'object'
        ? 'Return plain data: convert each bigint with String(value) or Number(value), and remove circular references.'
        : 'Return a string, a number, a plain object, a Buffer or a StreamableFile; convert a bigint with String(value).',
    cause,
  });
}

/** An `@Sse()` handler returned no source of events. */
export function notAStream(value: unknown, handler: string): FrameworkError {
  return frameworkError({
    code: 'PORTICO_SSE_WITHOUT_STREAM',
    counterpart: { message: 'You must return an Observable stream to use Server-Sent Events (SSE).' },
    message: `${handler} is an @Sse() handler and must return an Observable or an async iterable, but returned ${describe(value)}.`,
    remedy: 'Return an Observable or an async generator of { data } objects, or a promise of either.',
  });
}

/** The client of an event stream does not read, or not as fast as its events are sent. */
export function slowEventClient(handler: string, maxPending: number): FrameworkError {
  return frameworkError({
    code: 'PORTICO_SSE_SLOW_CLIENT',
    message: `The event stream of ${handler} was closed: its client reads too slowly, and more than ${maxPending} bytes were waiting for it.`,
    remedy: 'Send fewer events, or set another limit: @Sse(path, { maxPendingDataLength }).',
  });
}

function describe(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (typeof value === 'object') return `an object (${value.constructor?.name || 'without a class'})`;
  return `a ${typeof value}`;
}
