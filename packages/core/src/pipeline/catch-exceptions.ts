import type { ExceptionFilter, Type } from '@portico/common';
import { isPromiseLike } from '@portico/common/internal';
import type { ContextId } from '../container/context-id.js';
import { type CallContext, contextMaker } from './execution-context.js';
import type { FailureHandler, FilterRecord } from './handler-record.js';
import { requestOfCall } from './request-of-call.js';
import type { TransportProfile } from './transport-profile.js';

/**
 * Passes an exception of a call to the filters. It throws, or its promise rejects, only if the last resort of the
 * profile throws; the result is `undefined` unless the profile returns the results of filters.
 */
export type ExceptionCatcher = (error: unknown, context: CallContext) => unknown;

/**
 * Compiles the filters of a handler: the first one whose exception classes match is called. An exception that a filter
 * throws goes to the global filters, if the profile says so, then to the fallback filter of the profile; an exception
 * of that one goes to the last resort, so that no exception leaves the pipeline.
 */
export function compileCatcher(
  profile: TransportProfile,
  filters: readonly FilterRecord[],
  openContext: (request: object) => ContextId,
): ExceptionCatcher {
  const lastResort = (error: unknown, context: CallContext): undefined => {
    profile.lastResort(error, context.a0, context.a1, context.a2, context.a3);
  };
  const answer = profile.returnsFilterResult ? attemptFor : attemptOnly;
  const fallback: ExceptionCatcher = (error, context) =>
    answer(
      () => profile.fallbackFilter.catch(error, context),
      (failure) => lastResort(failure, context),
    );
  const catchWith =
    (candidates: readonly FilterRecord[], onFailure: ExceptionCatcher): ExceptionCatcher =>
    (error, context) => {
      const filter = candidates.find(({ catches }) => takes(catches, error));
      if (!filter) return fallback(error, context);
      const { slot } = filter;
      const run = (instance: ExceptionFilter): unknown => {
        const call = () => instance.catch(error, context);
        return profile.callFilter ? profile.callFilter(call, context.a0, context.a1, context.a2, context.a3) : call();
      };
      return answer(
        () => {
          if (!slot.contextual) return run(slot.instance);
          const instance = slot.resolve(openContext(requestOfCall(profile, context)));
          return isPromiseLike(instance) ? instance.then(run) : run(instance);
        },
        (failure) => onFailure(failure, context),
      );
    };

  const globals = profile.failedFilters === 'global' ? filters.filter(({ isGlobal }) => isGlobal) : [];
  return catchWith(filters, globals.length > 0 ? catchWith(globals, fallback) : fallback);
}

/** Compiles filters for exceptions that belong to no handler: a malformed body, an unknown route, a hook. */
export function compileFilters(
  profile: TransportProfile,
  filters: readonly FilterRecord[],
  openContext: (request: object) => ContextId,
): FailureHandler {
  const catcher = compileCatcher(profile, filters, openContext);
  const contextOf = contextMaker(profile);
  // The result of filters is whatever the profile makes of it.
  return (error, a0, a1, a2, a3) => catcher(error, contextOf(a0, a1, a2, a3)) as ReturnType<FailureHandler>;
}

type OnFailure = (failure: unknown) => unknown;

/** Calls a function for its result; passes on its error or rejection. */
function attemptFor(attempt: () => unknown, onFailure: OnFailure): unknown {
  try {
    const result = attempt();
    return isPromiseLike(result) ? Promise.resolve(result).then(undefined, onFailure) : result;
  } catch (failure) {
    return onFailure(failure);
  }
}

/** Calls a function whose result is ignored. */
function attemptOnly(attempt: () => unknown, onFailure: OnFailure): unknown {
  try {
    const result = attempt();
    if (!isPromiseLike(result)) return undefined;
    return Promise.resolve(result).then(() => undefined, onFailure);
  } catch (failure) {
    return onFailure(failure);
  }
}

function takes(catches: readonly Type<unknown>[], error: unknown): boolean {
  if (catches.length === 0) return true;
  try {
    return catches.some((type) => error instanceof type);
  } catch {
    // A revoked proxy has been thrown, which cannot be compared with a class.
    return false;
  }
}
