import { finished } from 'node:stream';
import { type RequestTrace, requestChannel } from '../../diagnostics/channels.js';
import { type OpenTrace, traceCall } from '../../diagnostics/trace-call.js';
import type { AbstractHttpAdapter } from '../abstract-http-adapter.js';
import type { NextFunction, RouteHandler } from '../route-registration.js';
import type { RouteDefinition } from './route-definition.js';

/** A route handler that passes its failures to a trace. */
export type TracedHandler = (
  ...call: [...call: Parameters<RouteHandler>, unused?: undefined, trace?: OpenTrace<RequestTrace>]
) => unknown;

/** Publishes each request of a route on `portico:http:request` while somebody subscribes. */
export function traceRequests(
  adapter: AbstractHttpAdapter,
  { path, type, methodName }: RouteDefinition,
  handler: TracedHandler,
): RouteHandler {
  return (request, response, next) =>
    requestChannel.hasSubscribers ? trace(request, response, next) : handler(request, response, next);

  function trace(request: object, response: object, next: NextFunction): unknown {
    const raw = adapter.rawResponse(response);
    const method = adapter.getRequestMethod(request);
    const trace: RequestTrace = {
      request: adapter.rawRequest(request),
      response: raw,
      method,
      route: path,
      controller: type,
      handler: methodName,
    };
    return traceCall(requestChannel, trace, (open) => {
      // Also called when the client leaves before the reply.
      finished(raw, { readable: false }, () => open.end());
      return handler(request, response, next, undefined, open);
    });
  }
}

/** What the compiled handler calls with a failure. */
export function failTrace(error: unknown, trace: unknown): void {
  if (trace !== undefined) (trace as OpenTrace<RequestTrace>).fail(error);
}
