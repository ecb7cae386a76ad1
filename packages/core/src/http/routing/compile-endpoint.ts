import type { ExecutionContext } from '@portico/common';
import { describeHandler, type HandlerEnvironment } from '../../enhancers/describe-handler.js';
import { staticSlot } from '../../enhancers/slot.js';
import { compileHandler } from '../../pipeline/compile-handler.js';
import type { CompiledHandler, HandlerRecord } from '../../pipeline/handler-record.js';
import type { TransportProfile } from '../../pipeline/transport-profile.js';
import type { AbstractHttpAdapter } from '../abstract-http-adapter.js';
import { planReply, type ReplyPlan } from '../reply/reply-plan.js';
import { openAbortController } from '../reply/server-sent-events.js';
import { setStatusAndHeaders } from '../reply/set-status-and-headers.js';
import { compileSettle } from '../reply/settle.js';
import type { RouteHandler, RouteNeeds } from '../route-registration.js';
import { nameOfRoute, type RouteDefinition } from './route-definition.js';
import { needsOf, showsCall } from './route-needs.js';

/** What compiling routes draws on. */
export interface HttpEnvironment extends HandlerEnvironment {
  readonly adapter: AbstractHttpAdapter;
  readonly profile: TransportProfile;
}

/** A route's method, ready to be called by the platform. */
export interface Endpoint {
  readonly handler: RouteHandler;
  readonly fail: CompiledHandler['fail'];
  readonly needs: RouteNeeds;
  readonly callback: Function;
}

/** Compiles the method of a route with all that stands around it and the writing of its reply. */
export function compileEndpoint(env: HttpEnvironment, route: RouteDefinition): Endpoint {
  const { adapter } = env;
  const stages = planReply(route.type, route.methodName, route.method);
  const described = describeHandler(env, route.controller, route.methodName, { global: true });
  const early = stages.manual || showsCall(described);
  let compiled: CompiledHandler | undefined;
  const settle = compileSettle({
    adapter,
    stages,
    early,
    callback: described.method,
    handler: nameOfRoute(route),
    fail: (error, request, response) => compiled?.fail(error, request, response),
  });
  const guarded = early && (described.guards.length > 0 || described.interceptors.length > 0);
  const record: HandlerRecord = {
    ...described,
    settle,
    result: stages.sse ? 'stream' : 'last',
    guards: guarded ? [...described.guards, stageGuard(adapter, stages)] : described.guards,
  };
  compiled = compileHandler(env.profile, record);
  return {
    handler: handlerOf(adapter, stages, compiled, early && !guarded),
    fail: compiled.fail,
    needs: needsOf(described),
    callback: described.method,
  };
}

/**
 * Interceptors and handlers may look at the status of the reply, so it is set before them: as the
 * last guard, since what a guard denies must not carry the headers of a success.
 */
function stageGuard(adapter: AbstractHttpAdapter, stages: ReplyPlan): HandlerRecord['guards'][number] {
  return staticSlot({
    canActivate: (context: ExecutionContext) => {
      setStatusAndHeaders(adapter, context.getArgByIndex(1), stages.status, stages.headers);
      return true;
    },
  });
}

/** In most cases what the platform calls is the compiled handler itself. */
function handlerOf(
  adapter: AbstractHttpAdapter,
  stages: ReplyPlan,
  { invoke, fail }: CompiledHandler,
  setStages: boolean,
): RouteHandler {
  if (!setStages && !stages.sse) return invoke;
  return (request: object, response, next) => {
    try {
      if (stages.sse) openAbortController(adapter, request, response);
      if (setStages) setStatusAndHeaders(adapter, response, stages.status, stages.headers);
    } catch (error) {
      return fail(error, request, response, next);
    }
    return invoke(request, response, next);
  };
}
