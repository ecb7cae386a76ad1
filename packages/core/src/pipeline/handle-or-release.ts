import { createRequire } from 'node:module';
import type { CallHandler, ExecutionContext } from '@portico/common';
import type { Observable } from 'rxjs';
import { CallContext } from './execution-context.js';

/**
 * Runs the rest of a call, and gives back what an interceptor has set up for the handler when the handler was never called:
 * a pipe or another interceptor refused the call, or answered it. From the call of the handler on it is the handler's.
 *
 * @param context what the interceptor was given
 * @param next what the interceptor was given
 * @param release gives back what was set up; the reply waits for its promise, and what it throws is discarded
 *
 * @example
 * intercept(context: ExecutionContext, next: CallHandler) {
 *   const file = makeTemporaryFile();
 *   context.switchToHttp().getRequest().temporaryFile = file;
 *   return handleOrRelease(context, next, () => file.remove());
 * }
 */
export function handleOrRelease(
  context: ExecutionContext,
  next: CallHandler,
  release: () => void | Promise<void>,
): Observable<unknown> {
  const rxjs: typeof import('rxjs') = createRequire(import.meta.url)('rxjs');
  // A context of another kind (a test of the interceptor alone) knows nothing of the handler: it keeps what was set up.
  const isHandled = (): boolean => !(context instanceof CallContext) || context.isHandlerReached;
  return new rxjs.Observable((subscriber) => {
    let isOver = false;
    const endWith = (finish: () => void): void => {
      isOver = true;
      if (isHandled()) finish();
      else void attempt(release).then(finish);
    };
    const subscription = next.handle().subscribe({
      next: (value) => subscriber.next(value),
      error: (error) => endWith(() => subscriber.error(error)),
      complete: () => endWith(() => subscriber.complete()),
    });
    return () => {
      subscription.unsubscribe();
      if (!isOver && !isHandled()) void attempt(release);
    };
  });
}

/** The reply tells of the refusal, not of a failure to clean up after it. */
async function attempt(release: () => void | Promise<void>): Promise<void> {
  try {
    await release();
  } catch {
    // Nothing more can be done about it here.
  }
}
