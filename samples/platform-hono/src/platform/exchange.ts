import type { ServerResponse } from 'node:http';
import type { HonoContext } from './hono-app.js';
import { HonoReply } from './hono-reply.js';
import { type HonoRequest, toHonoRequest } from './hono-request.js';

/** One request and its reply, the same for all who see it. */
export interface Exchange {
  readonly request: HonoRequest;
  readonly reply: HonoReply;
}

/** By Node's response: middleware knows only that. */
const exchanges = new WeakMap<object, Exchange>();

/** The exchange of a context, made when it is first asked for. */
export function exchangeOf(context: HonoContext): Exchange {
  const outgoing = context.env.outgoing as ServerResponse;
  let exchange = exchanges.get(outgoing);
  if (!exchange) {
    exchange = { request: toHonoRequest(context), reply: new HonoReply(outgoing, context) };
    exchanges.set(outgoing, exchange);
  }
  return exchange;
}

/** The reply, whichever of its faces somebody has: the reply itself, or Node's response. */
export function replyOf(response: HonoReply | ServerResponse): HonoReply {
  return response instanceof HonoReply ? response : (exchanges.get(response) as Exchange).reply;
}
