import type { IncomingMessage, ServerResponse } from 'node:http';
import { parse as parseQuery } from 'node:querystring';
import { BunRequest, queryOf } from './bun-request.js';
import { BunResponse } from './bun-response.js';
import { redirectTo, send } from './reply.js';
import type { HttpRequest, HttpResponse } from './router.js';

/** The request as handlers get it; one of Node gets the members that it lacks. */
export function adoptRequest(request: BunRequest | IncomingMessage): HttpRequest {
  // It has the members of Node's request that core and middleware read.
  if (request instanceof BunRequest) return request as unknown as HttpRequest;
  const { url = '/', method = 'GET' } = request;
  return Object.assign(request, {
    method,
    url,
    originalUrl: url,
    ip: request.socket.remoteAddress,
    query: parseQuery(queryOf(url)),
    params: {},
  });
}

/** The response as handlers get it; one of Node gets the methods that it lacks. */
export function adoptResponse(response: BunResponse | ServerResponse): HttpResponse {
  // As above.
  if (response instanceof BunResponse) return response as unknown as HttpResponse;
  const own: HttpResponse = Object.assign(response, {
    status(code: number) {
      own.statusCode = code;
      return own;
    },
    header(name: string, value: string) {
      return own.setHeader(name, value);
    },
    send: (body?: unknown) => send(own, body),
    redirect: (url: string, status = 302) => redirectTo(own, status, url),
  });
  return own;
}
