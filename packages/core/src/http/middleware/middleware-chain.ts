import { failedWithoutError, isPromiseLike } from '@portico/common/internal';
import type { PathParameters } from '../paths/path-pattern.js';
import type { NextFunction } from '../route-registration.js';
import type { MatchedRequest, RequestMatcher } from './middleware-binding.js';
import type { MiddlewareFunction } from './middleware-instance.js';

/** One middleware, and the requests for which it runs. */
export interface MiddlewareBinding {
  readonly run: MiddlewareFunction;
  readonly matches: RequestMatcher;
}

interface Step {
  readonly binding: MiddlewareBinding;
  readonly parameters: PathParameters;
}

/** Runs middleware in order, then `next`. */
export type PendingMiddleware = (request: object, response: unknown, next: NextFunction) => void;

/** The middleware that has run for a request, stored on Node's own request, which all platforms share. */
const met = new WeakMap<object, Set<MiddlewareBinding>>();

/** The requests for which a middleware has thrown or rejected, instead of passing an error to `next()`. */
const thrown = new WeakSet<object>();

/** @param raw Node's own request */
export function hasMiddlewareThrown(raw: object): boolean {
  return thrown.has(raw);
}

/**
 * All middleware of an application. It runs before routing, by the path of the request. When a route has been matched,
 * the middleware of that route that has not run yet runs there.
 */
export class MiddlewareChain {
  constructor(private readonly bindings: readonly MiddlewareBinding[]) {}

  get isEmpty(): boolean {
    return this.bindings.length === 0;
  }

  /**
   * Returns the middleware for the request that has not run yet, and marks it as run.
   *
   * @param matched describes the request; called only if there is middleware that has not run
   */
  pending<T>(raw: object, request: T, matched: (request: T) => MatchedRequest): PendingMiddleware | undefined {
    let seen = met.get(raw);
    let steps: Step[] | undefined;
    let description: MatchedRequest | undefined;
    for (const binding of this.bindings) {
      if (seen?.has(binding)) continue;
      description ??= matched(request);
      const parameters = binding.matches(description);
      if (!parameters) continue;
      if (!seen) {
        seen = new Set();
        met.set(raw, seen);
      }
      seen.add(binding);
      steps ??= [];
      steps.push({ binding, parameters });
    }
    if (!steps) return undefined;
    const found = steps;
    return (view, response, next) => runSteps(found, 0, raw, view, response, next);
  }
}

function runSteps(
  steps: readonly Step[],
  index: number,
  raw: object,
  request: object,
  response: unknown,
  done: NextFunction,
): void {
  const step = steps[index];
  if (!step) {
    done();
    return;
  }
  let called = false;
  const next: NextFunction = (error) => {
    if (called) return;
    called = true;
    if (error !== undefined && error !== null && error !== 'route') done(error);
    else runSteps(steps, index + 1, raw, request, response, done);
  };
  const fail = (error: unknown): void => {
    thrown.add(raw);
    // `throw undefined` must not be mistaken for success.
    next(error ?? failedWithoutError('A middleware'));
  };
  try {
    Object.assign(request, { params: step.parameters });
    const returned = step.binding.run(request, response, next);
    if (isPromiseLike(returned)) returned.then(undefined, fail);
  } catch (error) {
    fail(error);
  }
}
