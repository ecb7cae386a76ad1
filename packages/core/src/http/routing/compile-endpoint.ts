import type { ExecutionContext } from '@portico/common';
import { describeHandler, type HandlerEnvironment } from '../../enhancers/describe-handler.js';
import { compileHandler } from '../../pipeline/compile-handler.js';
import type { CompiledHandler, HandlerRecord } from '../../pipeline/handler-record.js';
import type { TransportProfile } from '../../pipeline/transport-profile.js';
import { staticSlot } from '../../resolution/slot.js';
import type { AbstractHttpAdapter } from '../abstract-http-adapter.js';
import { compileSend } from '../reply/compile-send.js';
import { awaitResult } from '../reply/event-stream.js';
import { releaseUnread } from '../reply/release-unread.js';
import { planReply, type ReplyPlan } from '../reply/reply-plan.js';
import { traceFailure } from '../reply/request-traces.js';
import { openAbortController } from '../reply/server-sent-events.js';
import { setStatusAndHeaders } from '../reply/set-status-and-headers.js';
import type { RouteHandler, RouteNeeds } from '../route-registration.js';
import { observeRequests } from './observe-requests.js';
import { nameOfRoute, type RouteDefinition } from './route-definition.js';
import { needsOf, showsCall } from './route-needs.js';

/** The parts of an application that compiling a route needs. */
export interface HttpEnvironment extends HandlerEnvironment {
  readonly adapter: AbstractHttpAdapter;
  readonly profile: TransportProfile;
}

/** The method of a route, compiled for the platform. */
export interface Endpoint {
  readonly handler: RouteHandler;
  readonly fail: CompiledHandler['fail'];
  readonly needs: RouteNeeds;
  readonly callback: Function;
}

/** Compiles the method of a route with its guards, pipes, interceptors and filters, and with the sending of its reply. */
export function compileEndpoint(env: HttpEnvironment, route: RouteDefinition): Endpoint {
  const { adapter } = env;
  const plan = planReply(route.type, route.methodName, route.method);
  const described = describeHandler(env, route.controller, route.methodName, { global: true });
  const headIsSet = plan.manual || showsCall(described);
  let compiled: CompiledHandler | undefined;
  const send = compileSend({
    adapter,
    plan,
    headIsSet,
    callback: described.method,
    handler: nameOfRoute(route),
    fail: (error, request, response) => {
      traceFailure(adapter.rawResponse(response), error);
      return compiled?.fail(error, request, response);
    },
  });
  const guarded = headIsSet && (described.guards.length > 0 || described.interceptors.length > 0);
  const record: HandlerRecord = {
    ...described,
    send,
    result: plan.sse ? 'stream' : 'last',
    onDelivered: (value, request, response) => releaseUnread(adapter, value, request, response),
    ...(plan.sse && { onReturn: (returned, _own, request) => awaitResult(adapter, returned, request) }),
    guards: guarded ? [...described.guards, headGuard(adapter, plan)] : described.guards,
    ...observeRequests(adapter, route),
  };
  compiled = compileHandler(env.profile, record);
  return {
    handler: handlerOf(adapter, plan, compiled, headIsSet && !guarded),
    fail: compiled.fail,
    needs: needsOf(described),
    callback: described.method,
  };
}

/**
 * Interceptors and handlers may read the status of the reply, so it is set before they run. It is set by the
 * last guard, because the reply to a denied request must not carry the headers of a success.
 */
function headGuard(adapter: AbstractHttpAdapter, plan: ReplyPlan): HandlerRecord['guards'][number] {
  return staticSlot({
    canActivate: (context: ExecutionContext) => {
      setStatusAndHeaders(adapter, context.getArgByIndex(1), plan.status, plan.headers);
      return true;
    },
  });
}

/** In most cases the platform calls the compiled handler itself. */
function handlerOf(
  adapter: AbstractHttpAdapter,
  plan: ReplyPlan,
  { invoke, fail }: CompiledHandler,
  setHead: boolean,
): RouteHandler {
  if (!setHead && !plan.sse) return invoke;
  return (request: object, response, next) => {
    try {
      if (plan.sse) openAbortController(adapter, request, response);
      if (setHead) setStatusAndHeaders(adapter, response, plan.status, plan.headers);
    } catch (error) {
      return fail(error, request, response, next);
    }
    return invoke(request, response, next);
  };
}
