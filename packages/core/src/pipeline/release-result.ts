import { isObject } from '@portico/common/internal';

/**
 * Ends the stream that a handler has returned after its caller has given up, for example because an interceptor has timed
 * out: nobody would read it, and an open file would never be closed. Never throws.
 */
export function releaseResult(result: unknown): void {
  if (!isObject(result)) return;
  try {
    const { getStream, read, destroy, getReader, cancel, on }: Record<string, unknown> = result;
    // A `StreamableFile`.
    if (typeof getStream === 'function') releaseResult(getStream.call(result));
    // Not a response, which has other methods of streams: a handler may return that of its request.
    else if (typeof read === 'function' && typeof destroy === 'function') {
      if (typeof on === 'function') on.call(result, 'error', ignore);
      destroy.call(result);
    } else if (typeof getReader === 'function' && typeof cancel === 'function') {
      Promise.resolve(cancel.call(result)).catch(ignore);
    }
  } catch {
    // Nothing more can be done about it here.
  }
}

/** Nobody waits for the stream, so its error concerns no caller. */
function ignore(): void {}
