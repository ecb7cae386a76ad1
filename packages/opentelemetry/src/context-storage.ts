import { AsyncLocalStorage } from 'node:async_hooks';
import { type Context, context } from '@opentelemetry/api';

/**
 * Bound to a channel, it makes the context of a span active during the call. The context manager is that of the SDK.
 */
export class ContextStorage extends AsyncLocalStorage<Context> {
  override run<R, A extends unknown[]>(active: Context, call: (...args: A) => R, ...args: A): R {
    return context.with(active, () => call(...args));
  }
}
