import { AsyncLocalStorage } from 'node:async_hooks';
import { type Context, context } from '@opentelemetry/api';

/**
 * Bound to a channel, it makes the context of a span the active one while the call runs: the context manager is that of the
 * SDK, whichever it is.
 */
export class ContextStorage extends AsyncLocalStorage<Context> {
  override run<R, A extends unknown[]>(active: Context, call: (...args: A) => R, ...args: A): R {
    return context.with(active, () => call(...args));
  }
}
