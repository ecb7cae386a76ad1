import type { CorsOptions, CorsOptionsDelegate } from '@portico/common';
import { isPromiseLike } from '@portico/common/internal';

export type CorsSettings = CorsOptions | CorsOptionsDelegate<any>;

/** A function that a CORS library calls. It passes its decision to a callback, whose first argument is an error. */
type Decider<TInput, TDecision> = (
  this: unknown,
  input: TInput,
  decide: (error: Error | null, decision: TDecision) => void,
  // biome-ignore lint/suspicious/noConfusingVoidType: functions that call back return nothing
) => void | PromiseLike<TDecision | undefined>;

/**
 * Allows asynchronous functions in CORS settings on every platform: the resolved value is the decision, and a rejection
 * fails the request. Libraries differ here; some leave such a request open and crash the process.
 */
export function guardCors(settings: CorsSettings | undefined): CorsSettings | undefined {
  if (typeof settings === 'function') return guarded(settings);
  if (typeof settings?.origin !== 'function') return settings;
  return { ...settings, origin: guarded(settings.origin) };
}

function guarded<TInput, TDecision>(decider: Decider<TInput, TDecision>): Decider<TInput, TDecision> {
  return function decideOnce(input, decide) {
    let isDecided = false;
    const callback: typeof decide = (error, decision) => {
      if (isDecided) return;
      isDecided = true;
      decide(error, decision);
    };
    const running = decider.call(this, input, callback);
    if (!isPromiseLike(running)) return;
    running.then(
      (decision) => {
        if (decision !== undefined) callback(null, decision);
      },
      // Libraries take a decision or an error, not both.
      (error) => (callback as (error: Error | null) => void)(error),
    );
  };
}
