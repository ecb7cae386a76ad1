import type { CallHandler, ExecutionContext, NestInterceptor } from '@portico/common';
import { isPromiseLike } from '@portico/common/internal';
import type { Observable } from 'rxjs';
import { continuationOf, isContinuation } from './continuation.js';

/**
 * Wraps the rest of the call in the interceptors, the first outermost. Each runs when the one around it subscribes to
 * `next.handle()`, so an interceptor can also return a result without the rest.
 *
 * @returns a value, a promise of one, or the Observable of an interceptor
 */
export function runInterceptors(
  interceptors: readonly NestInterceptor[],
  context: ExecutionContext,
  proceed: () => unknown,
): unknown {
  return enter(interceptors, 0, context, proceed);
}

function enter(
  interceptors: readonly NestInterceptor[],
  index: number,
  context: ExecutionContext,
  proceed: () => unknown,
): unknown {
  if (index === interceptors.length) return proceed();
  const interceptor = interceptors[index]!;
  const next = new NextStep(interceptors, index + 1, context, proceed);
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
    private readonly context: ExecutionContext,
    private readonly proceed: () => unknown,
  ) {}

  handle(): Observable<unknown> {
    return continuationOf(() => enter(this.interceptors, this.index, this.context, this.proceed));
  }
}
