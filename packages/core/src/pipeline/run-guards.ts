import type { CanActivate, ExecutionContext } from '@portico/common';
import { isPromiseLike } from '@portico/common/internal';
import { lastValueOf } from './last-value.js';
import { isObservable } from './observable.js';

/**
 * Runs the guards in order until one denies the call.
 *
 * @returns whether the call is allowed; a promise only if a guard returns one (or an Observable that does not complete
 *   synchronously)
 */
export function runGuards(guards: readonly CanActivate[], context: ExecutionContext): boolean | Promise<boolean> {
  for (let index = 0; index < guards.length; index++) {
    const verdict = ask(guards[index]!, context);
    if (isPromiseLike(verdict)) return runLater(verdict, guards, index + 1, context);
    if (!verdict) return false;
  }
  return true;
}

function ask(guard: CanActivate, context: ExecutionContext): unknown {
  const verdict: unknown = guard.canActivate(context);
  return isObservable(verdict) ? lastValueOf(verdict) : verdict;
}

async function runLater(
  first: PromiseLike<unknown>,
  guards: readonly CanActivate[],
  next: number,
  context: ExecutionContext,
): Promise<boolean> {
  if (!(await first)) return false;
  for (let index = next; index < guards.length; index++) {
    if (!(await ask(guards[index]!, context))) return false;
  }
  return true;
}
