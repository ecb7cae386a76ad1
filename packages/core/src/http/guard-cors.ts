import type { CorsOptions, CorsOptionsDelegate } from '@portico/common';
import { isPromiseLike } from '@portico/common/internal';

export type CorsSettings = CorsOptions | CorsOptionsDelegate<any>;

/** What a CORS library calls: the decision goes to a callback, whose first argument is an error. */
type Decider = (this: unknown, input: unknown, decide: (error: Error | null, decision?: unknown) => void) => unknown;

/**
 * Lets the functions of CORS settings be asynchronous on every platform: what they resolve to decides, and what they
 * reject with fails one request. Libraries differ in this, and some leave such a request open and crash the process.
 */
export function guardCors<T extends CorsSettings | undefined>(settings: T): T {
  // The types of a decider differ in the decision alone, which is passed on as it is.
  if (typeof settings === 'function') return guarded(settings as unknown as Decider) as unknown as T;
  if (typeof settings?.origin !== 'function') return settings;
  return { ...settings, origin: guarded(settings.origin as unknown as Decider) };
}

function guarded(decider: Decider): Decider {
  return function decideOnce(input, decide) {
    let isDecided = false;
    const tell: typeof decide = (error, decision) => {
      if (isDecided) return;
      isDecided = true;
      decide(error, decision);
    };
    const running = decider.call(this, input, tell);
    if (!isPromiseLike(running)) return;
    running.then(
      (decision) => {
        if (decision !== undefined) tell(null, decision);
      },
      (error) => tell(error),
    );
  };
}
