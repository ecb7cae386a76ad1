import type { CallHandler, ExecutionContext } from '@portico/common';
import { loadRxjs } from '@portico/common/internal';
import type { Observable } from 'rxjs';
import { CallContext } from './execution-context.js';
import { releaseUnlessSubscribed } from './release-result.js';

/**
 * Runs the rest of a call, and releases what an interceptor has set up for the handler if the handler is never called,
 * because a pipe or another interceptor has refused the call or returned a result. Once the handler is called, the
 * handler is responsible.
 *
 * @param context the context of the interceptor
 * @param next the `next` of the interceptor
 * @param release disposes of what was set up; the reply waits for its promise, and its errors are discarded
 *
 * @example
 * intercept(context: ExecutionContext, next: CallHandler) {
 *   const file = makeTemporaryFile();
 *   context.switchToHttp().getRequest().temporaryFile = file;
 *   return handleOrRelease(context, next, () => file.remove());
 * }
 * @see docs/contributing-a-platform.md#an-http-adapter
 */
export function handleOrRelease(
  context: ExecutionContext,
  next: CallHandler,
  release: () => void | Promise<void>,
): Observable<unknown> {
  const rxjs = loadRxjs();
  // A context of another kind (in a unit test of the interceptor) does not know whether the handler ran, so nothing is
  // released.
  const isHandled = (): boolean => !(context instanceof CallContext) || context.isHandlerReached;
  const handling = new rxjs.Observable((subscriber) => {
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
  // An interceptor may have given up while another one was setting up.
  return releaseUnlessSubscribed(handling, () => void attempt(release));
}

/** The reply reports the refusal, not a failure of the clean-up. */
async function attempt(release: () => void | Promise<void>): Promise<void> {
  try {
    await release();
  } catch {
    // Nothing more can be done about it here.
  }
}
