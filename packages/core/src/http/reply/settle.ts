import type { HttpRedirectResponse } from '@portico/common';
import type { HandlerRecord } from '../../pipeline/handler-record.js';
import type { AbstractHttpAdapter } from '../abstract-http-adapter.js';
import type { Replier } from '../route-registration.js';
import { unserializableReply } from './reply-errors.js';
import type { ReplyPlan } from './reply-plan.js';
import { invalidStatus, isReplyStatus } from './reply-status.js';
import { isStreamableFile, sendFile } from './send-file.js';
import { isStream, sendStream } from './send-stream.js';
import { isWebResponse, sendWebResponse } from './send-web-response.js';
import { type FailureOfRoute, sseSettle } from './server-sent-events.js';
import { setStatusAndHeaders } from './set-status-and-headers.js';

export type Settle = NonNullable<HandlerRecord['settle']>;

export interface SettleContext {
  readonly adapter: AbstractHttpAdapter;
  readonly stages: ReplyPlan;
  /** Status and headers are set before the handler runs, because something can look at them there. */
  readonly early: boolean;
  readonly callback: Function;
  /** For messages: `CatsController.find()`. */
  readonly handler: string;
  readonly fail: FailureOfRoute;
}

/** Chooses how a route's result becomes its reply, once, by what the route does not have. */
export function compileSettle(context: SettleContext): Settle | undefined {
  const { stages } = context;
  if (stages.sse) return sseSettle(context);
  if (stages.manual) return undefined;
  if (stages.redirect) return redirectSettle(context, stages.redirect);
  if (stages.template !== undefined) return renderSettle(context, stages.template);
  return valueSettle(context);
}

function valueSettle(context: SettleContext): Settle {
  const { adapter, stages, early, handler, fail } = context;
  const reply = replierOf(context);
  const sending = (request: unknown, response: unknown) => ({
    handler,
    begin: () => early || setStatusAndHeaders(adapter, response, stages.status, stages.headers),
    refuse: (chunk: unknown, cause: unknown) => unserializableReply(chunk, handler, cause),
    fail: (error: unknown) => fail(error, request, response),
  });
  return (result, request, response) => {
    // A reply of its fields would tell the client what only logs may hold.
    if (result instanceof Error) throw result;
    if (isStreamableFile(result)) {
      if (!early) setStatusAndHeaders(adapter, response, stages.status, stages.headers);
      return sendFile(adapter, response, result);
    }
    if (isStream(result)) return sendStream(adapter, response, result, sending(request, response));
    if (isWebResponse(result)) return sendWebResponse(adapter, response, result, sending(request, response));
    if (typeof result === 'bigint' || typeof result === 'symbol' || typeof result === 'function') {
      throw unserializableReply(result, handler);
    }
    try {
      reply(request, response, result);
    } catch (error) {
      throw typeof result === 'object' && error instanceof TypeError
        ? unserializableReply(result, handler, error)
        : error;
    }
  };
}

function replierOf({ adapter, stages, early, callback }: SettleContext): Replier {
  const status = early ? undefined : stages.status;
  const headers = early ? [] : stages.headers;
  const isStatic = headers.every(([, value]) => typeof value === 'string');
  if (adapter.createReplier && isStatic) {
    const plan = { status, headers: headers as readonly (readonly [string, string])[], callback };
    return adapter.createReplier(plan);
  }
  if (status === undefined) return (_request, response, body) => adapter.reply(response, body);
  if (headers.length === 0) return (_request, response, body) => adapter.reply(response, body, status);
  return (_request, response, body) => {
    setStatusAndHeaders(adapter, response, status, headers);
    adapter.reply(response, body, status);
  };
}

function redirectSettle({ adapter, stages, early, handler }: SettleContext, fixed: HttpRedirectResponse): Settle {
  return (result, _request, response) => {
    const returned = (result ?? {}) as Partial<HttpRedirectResponse>;
    const url = typeof returned.url === 'string' ? returned.url : fixed.url;
    const status = returned.statusCode ?? fixed.statusCode ?? 302;
    if (!isReplyStatus(status)) throw invalidStatus(status, 'The returned redirect', handler);
    if (!early) setStatusAndHeaders(adapter, response, stages.status, stages.headers);
    adapter.redirect(response, status, url);
  };
}

function renderSettle({ adapter, stages, early }: SettleContext, template: string): Settle {
  return (result, _request, response) => {
    if (!early) setStatusAndHeaders(adapter, response, stages.status, stages.headers);
    return adapter.render(response, template, result) as unknown;
  };
}
