import type { ServerResponse } from 'node:http';
import type { HonoContext } from './hono-app.js';
import { HonoReply } from './hono-reply.js';
import { type HonoRequest, toHonoRequest } from './hono-request.js';

/** One request and its reply, shared by all handlers and middleware. */
export interface Exchange {
  readonly request: HonoRequest;
  readonly reply: HonoReply;
}

/** Keyed by the response of Node, because middleware has access only to it. */
const exchanges = new WeakMap<object, Exchange>();

/** Returns the exchange of a context, and creates it on first use. */
export function exchangeOf(context: HonoContext): Exchange {
  const outgoing = context.env.outgoing as ServerResponse;
  let exchange = exchanges.get(outgoing);
  if (!exchange) {
    exchange = { request: toHonoRequest(context), reply: new HonoReply(outgoing, context) };
    exchanges.set(outgoing, exchange);
  }
  return exchange;
}

/** Returns the reply for itself or for its Node response. */
export function replyOf(response: HonoReply | ServerResponse): HonoReply {
  return response instanceof HonoReply ? response : (exchanges.get(response) as Exchange).reply;
}
