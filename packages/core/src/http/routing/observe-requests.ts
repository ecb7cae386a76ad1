import { type RequestTrace, requestChannel } from '../../diagnostics/channels.js';
import { type OpenTrace, traceCall } from '../../diagnostics/trace-call.js';
import type { HandlerRecord } from '../../pipeline/handler-record.js';
import type { AbstractHttpAdapter } from '../abstract-http-adapter.js';
import { onResponseEnd } from '../reply/on-response-end.js';
import { keepTrace } from '../reply/request-traces.js';
import type { RouteDefinition } from './route-definition.js';

/** Publishes the requests of a route on `portico:http:request`. */
export function observeRequests(
  adapter: AbstractHttpAdapter,
  { path, type, methodName }: RouteDefinition,
): Pick<HandlerRecord, 'observer' | 'onFailure'> {
  const open = (request: unknown, response: unknown): RequestTrace => ({
    request: adapter.rawRequest(request),
    response: adapter.rawResponse(response),
    method: adapter.getRequestMethod(request),
    route: path,
    controller: type,
    handler: methodName,
  });
  return {
    observer: {
      channel: requestChannel,
      observe: (call, request, response) => {
        const trace = open(request, response);
        return traceCall(requestChannel, trace, (opened) => {
          keepTrace(opened);
          onResponseEnd(trace.response, () => opened.end());
          return call(opened);
        });
      },
    },
    onFailure: (error, _request, _response, _next, _unused, opened) =>
      // `observe` has passed this object to the call.
      (opened as OpenTrace<RequestTrace> | undefined)?.fail(error),
  };
}
