import { isPromiseLike } from '@portico/common/internal';
import { compileHandlerCall, type HandlerCall, isPlain, parametersNeedContext } from './bind-arguments.js';
import { compileCatcher, type ExceptionCatcher } from './catch-exceptions.js';
import { type CallContext, type ContextMaker, contextMaker } from './execution-context.js';
import {
  contextualInstances,
  type HandlerInstances,
  isDurableHandler,
  isStaticHandler,
  staticInstances,
} from './handler-instances.js';
import type { CallObserver, CompiledHandler, FailureHandler, HandlerRecord } from './handler-record.js';
import { withoutIdlePipes } from './idle-pipes.js';
import { lastValueOf } from './last-value.js';
import { isObservable } from './observable.js';
import { requestOfCall } from './request-of-call.js';
import { runGuards } from './run-guards.js';
import { runInterceptors } from './run-interceptors.js';
import type { TransportProfile } from './transport-profile.js';
import { warnOfUntypedValidation } from './untyped-validation.js';

/** Runs the stages of a handler: guards, interceptors, arguments and the handler itself. Throws their errors. */
type Stages = HandlerCall;

/** Passes the error of a call to the filters. */
type CatchFailure = (error: unknown, context: CallContext, own: unknown) => unknown;

/**
 * Compiles a handler for a transport, once, at start-up. Stages that the handler does not have are not part of the
 * result, and a call creates an execution context and promises only if a stage needs them.
 *
 * @param profile the transport
 * @param declared the handler with its enhancers
 */
export function compileHandler(profile: TransportProfile, declared: HandlerRecord): CompiledHandler {
  warnOfUntypedValidation(profile, declared);
  const record = withoutIdlePipes(profile, declared);
  const { owner, method, filters, interceptors, observer, openContext } = record;
  const catcher = compileCatcher(profile, filters, openContext);
  const contextOf = contextMaker(profile, owner, method);
  const isDirect = isStaticHandler(record) && hasNoStages(record);
  const called = isDirect ? { ...record, mayCall: undefined } : record;
  const invoke = compileInvoke(profile, called, contextOf, compileCatchFailure(record, catcher));
  return {
    invoke: observer ? observed(invoke, observer) : invoke,
    fail: (error, a0, a1, a2, a3, own) => {
      const context = contextOf(a0, a1, a2, a3);
      // The filters share the request of the call that has returned.
      if (own !== undefined) requestOfCall(profile, context, own);
      // As in `compileFilters`.
      return catcher(error, context) as ReturnType<FailureHandler>;
    },
    isIntercepted: interceptors.length > 0,
    isDirect,
  };
}

function compileInvoke(
  profile: TransportProfile,
  record: HandlerRecord,
  contextOf: ContextMaker,
  catchFailure: CatchFailure,
): CompiledHandler['invoke'] {
  const { send } = record;
  const last = (record.result ?? profile.result) === 'last';
  const isStatic = isStaticHandler(record);
  const needsContext = !isStatic || stagesNeedContext(record);
  const stages = compileStages(profile, record);
  const runStages = isStatic
    ? withInstances(stages, staticInstances(record))
    : withContextualInstances(profile, record, stages);

  const finishLater = async (
    pending: PromiseLike<unknown>,
    context: CallContext | undefined,
    a0: unknown,
    a1: unknown,
    a2: unknown,
    a3: unknown,
    own: unknown,
  ): Promise<unknown> => {
    try {
      let result = await pending;
      if (last && isObservable(result)) result = await lastValueOf(result);
      return send ? await send(result, a0, a1, a2, a3, own) : result;
    } catch (error) {
      return catchFailure(error, context ?? contextOf(a0, a1, a2, a3), own);
    }
  };

  const awaitSending = async (sending: PromiseLike<unknown>, context: CallContext, own: unknown): Promise<unknown> => {
    try {
      return await sending;
    } catch (error) {
      return catchFailure(error, context, own);
    }
  };

  return (a0, a1, a2, a3, own) => {
    const context = needsContext ? contextOf(a0, a1, a2, a3) : undefined;
    try {
      let result = runStages(context, a0, a1, a2, a3, own);
      if (last && isObservable(result)) result = lastValueOf(result);
      if (isPromiseLike(result)) return finishLater(result, context, a0, a1, a2, a3, own);
      if (send === undefined) return result;
      const sent = send(result, a0, a1, a2, a3, own);
      return isPromiseLike(sent) ? awaitSending(sent, context ?? contextOf(a0, a1, a2, a3), own) : sent;
    } catch (error) {
      return catchFailure(error, context ?? contextOf(a0, a1, a2, a3), own);
    }
  };
}

/** Compiles what a call does with an error: the filters, what is notified before them, and what is returned after them. */
function compileCatchFailure({ failed, onFailure }: HandlerRecord, catcher: ExceptionCatcher): CatchFailure {
  const handleFailure = failed === undefined ? catcher : returning(failed, catcher);
  return onFailure ? notifying(onFailure, handleFailure) : handleFailure;
}

function observed(invoke: CompiledHandler['invoke'], { channel, observe }: CallObserver): CompiledHandler['invoke'] {
  return (a0, a1, a2, a3, own) =>
    channel.hasSubscribers ? observe((trace) => invoke(a0, a1, a2, a3, trace), a0, a1) : invoke(a0, a1, a2, a3, own);
}

function notifying(onFailure: NonNullable<HandlerRecord['onFailure']>, catcher: ExceptionCatcher): CatchFailure {
  return (error, context, own) => {
    onFailure(error, context.a0, context.a1, context.a2, context.a3, own);
    return catcher(error, context);
  };
}

function returning(failed: unknown, catcher: ExceptionCatcher): ExceptionCatcher {
  return (error, context) => {
    const handled = catcher(error, context);
    return handled instanceof Promise ? handled.then(() => failed) : failed;
  };
}

function hasNoStages({ guards, interceptors, parameters, transformData }: HandlerRecord): boolean {
  return guards.length === 0 && interceptors.length === 0 && transformData === undefined && parameters.every(isPlain);
}

function stagesNeedContext(record: HandlerRecord): boolean {
  return record.guards.length > 0 || record.interceptors.length > 0 || parametersNeedContext(record.parameters);
}

function compileStages(profile: TransportProfile, record: HandlerRecord): Stages {
  const call = withTransformedData(compileHandlerCall(profile, record), record.transformData);
  const isGuarded = record.guards.length > 0;
  const proceed = record.interceptors.length > 0 ? compileInterceptors(record, call, isGuarded) : call;
  return isGuarded ? behindGuards(profile, proceed, record.isCancelled) : proceed;
}

function withTransformedData(call: Stages, transform: HandlerRecord['transformData']): Stages {
  if (transform === undefined) return call;
  return (instances, context, a0, a1, a2, a3, own) => {
    const data = transform(a1);
    return isPromiseLike(data)
      ? data.then((resolved) => call(instances, context, a0, resolved, a2, a3, own))
      : call(instances, context, a0, data, a2, a3, own);
  };
}

/** @param isGuarded whether the client may leave while guards run */
function compileInterceptors(record: HandlerRecord, call: Stages, isGuarded: boolean): Stages {
  const { onReturn, onDelivered, isAbandoned } = record;
  const intercepted = behindInterceptors(watched(call, onReturn), onDelivered);
  return isGuarded && isAbandoned ? unless(isAbandoned, intercepted) : intercepted;
}

function behindInterceptors(call: Stages, onDelivered: HandlerRecord['onDelivered']): Stages {
  return (instances, context, a0, a1, a2, a3, own) =>
    runInterceptors(instances.interceptors, context!, () => call(instances, context, a0, a1, a2, a3, own), onDelivered);
}

function watched(call: Stages, onReturn: HandlerRecord['onReturn']): Stages {
  if (onReturn === undefined) return call;
  return (instances, context, a0, a1, a2, a3, own) => {
    const returned = call(instances, context, a0, a1, a2, a3, own);
    onReturn(returned, own, a0);
    return returned;
  };
}

/**
 * Calls nothing if the client has left: an interceptor whose result nobody subscribes to would see the start of a call,
 * but not its end.
 */
function unless(isAbandoned: (own: unknown) => boolean, proceed: Stages): Stages {
  return (instances, context, a0, a1, a2, a3, own) =>
    isAbandoned(own) ? undefined : proceed(instances, context, a0, a1, a2, a3, own);
}

function behindGuards(
  profile: TransportProfile,
  proceed: Stages,
  isCancelled: HandlerRecord['isCancelled'] = () => false,
): Stages {
  return (instances, context, a0, a1, a2, a3, own) => {
    const verdict = runGuards(instances.guards, context!);
    if (verdict === true) return proceed(instances, context, a0, a1, a2, a3, own);
    if (verdict === false) throw profile.denied();
    return verdict.then((allowed) => {
      if (!allowed) throw profile.denied();
      if (isCancelled(own)) return undefined;
      return proceed(instances, context, a0, a1, a2, a3, own);
    });
  };
}

/** The stages of a handler with the instances for a call. */
type BoundStages = (
  context: CallContext | undefined,
  a0: unknown,
  a1: unknown,
  a2: unknown,
  a3: unknown,
  own: unknown,
) => unknown;

function withInstances(stages: Stages, instances: HandlerInstances): BoundStages {
  return (context, a0, a1, a2, a3, own) => stages(instances, context, a0, a1, a2, a3, own);
}

function withContextualInstances(profile: TransportProfile, record: HandlerRecord, stages: Stages): BoundStages {
  const fill = contextualInstances(record);
  const durable = isDurableHandler(record);
  const { isCancelled = () => false, isAbandoned = () => false } = record;
  return (context, a0, a1, a2, a3, own) => {
    const contextId = record.openContext(requestOfCall(profile, context!, own), durable);
    const filled = fill(contextId);
    if (!isPromiseLike(filled)) return stages(filled, context, a0, a1, a2, a3, own);
    return filled.then((instances) =>
      isCancelled(own) || isAbandoned(own) ? undefined : stages(instances, context, a0, a1, a2, a3, own),
    );
  };
}
