import type { CallHandler, NestInterceptor } from '@portico/common';
import { isPromiseLike } from '@portico/common/internal';
import type { Observable } from 'rxjs';
import { continuationOf, isContinuation } from './continuation.js';
import type { CallContext } from './execution-context.js';
import type { HandlerRecord } from './handler-record.js';

/**
 * Wraps the rest of the call in the interceptors, the first outermost. Each runs when the one around it subscribes to
 * `next.handle()`, so an interceptor can also return a result without the rest.
 *
 * @param onDelivered called with each value that an interceptor receives
 * @returns a value, a promise of one, or the Observable of an interceptor
 */
export function runInterceptors(
  interceptors: readonly NestInterceptor[],
  context: CallContext,
  proceed: () => unknown,
  onDelivered?: HandlerRecord['onDelivered'],
): unknown {
  return enter(interceptors, 0, context, proceed, onDelivered);
}

function enter(
  interceptors: readonly NestInterceptor[],
  index: number,
  context: CallContext,
  proceed: () => unknown,
  onDelivered: HandlerRecord['onDelivered'],
): unknown {
  if (index === interceptors.length) return proceed();
  const interceptor = interceptors[index]!;
  const next = new NextStep(interceptors, index + 1, context, proceed, onDelivered);
  const returned: unknown = interceptor.intercept(context, next);
  return isPromiseLike(returned) ? returned.then(unwrap) : unwrap(returned);
}

/** An unchanged continuation is run directly, without a subscription. */
function unwrap(returned: unknown): unknown {
  return isContinuation(returned) ? returned.proceed() : returned;
}

class NextStep implements CallHandler {
  constructor(
    private readonly interceptors: readonly NestInterceptor[],
    private readonly index: number,
    private readonly context: CallContext,
    private readonly proceed: () => unknown,
    private readonly onDelivered: HandlerRecord['onDelivered'],
  ) {}

  handle(): Observable<unknown> {
    const { interceptors, index, context, proceed, onDelivered } = this;
    return continuationOf(() => enter(interceptors, index, context, proceed, onDelivered), context, onDelivered);
  }
}
