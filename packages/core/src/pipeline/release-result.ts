import { isObject } from '@portico/common/internal';

/**
 * Ends the stream that a handler has returned after its caller has given up, for example because an interceptor has timed
 * out: nobody would read it, and an open file would never be closed. Never throws.
 */
export function releaseResult(result: unknown): void {
  if (!isObject(result)) return;
  const { getStream, pipe, destroy, getReader, cancel, on }: Record<string, unknown> = result;
  try {
    // A `StreamableFile`.
    if (typeof getStream === 'function') releaseResult(getStream.call(result));
    else if (typeof pipe === 'function' && typeof destroy === 'function') {
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
