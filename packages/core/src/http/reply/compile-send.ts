import type { HttpRedirectResponse } from '@portico/common';
import { errorCode, isError, isObject } from '@portico/common/internal';
import type { HandlerRecord } from '../../pipeline/handler-record.js';
import { releaseResult } from '../../pipeline/release-result.js';
import { isStreamableFile, isWebResponse } from '../../pipeline/result-kinds.js';
import type { AbstractHttpAdapter } from '../abstract-http-adapter.js';
import type { Replier } from '../route-registration.js';
import { discardUnreadBody } from './discard-unread-body.js';
import { releaseUnread } from './release-unread.js';
import { unserializableReply } from './reply-errors.js';
import type { ReplyHeader, ReplyPlan } from './reply-plan.js';
import { invalidStatus, isReplyStatus } from './reply-status.js';
import { sendFile } from './send-file.js';
import { isStream, sendStream } from './send-stream.js';
import { sendWebResponse } from './send-web-response.js';
import { type FailureOfRoute, sseSend } from './server-sent-events.js';
import { setStatusAndHeaders } from './set-status-and-headers.js';

export type Send = NonNullable<HandlerRecord['send']>;

export interface SendContext {
  readonly adapter: AbstractHttpAdapter;
  readonly plan: ReplyPlan;
  /** Whether status and headers are set before the handler runs, because a stage may read them. */
  readonly headIsSet: boolean;
  readonly callback: Function;
  /** For error messages: `CatsController.find()`. */
  readonly handler: string;
  readonly fail: FailureOfRoute;
}

/** Chooses, once per route, how the handler result is sent: redirect, event stream, view, file or value. */
export function compileSend(context: SendContext): Send | undefined {
  const { plan } = context;
  if (plan.redirect) return redirectSend(context, plan.redirect);
  if (plan.sse) return sseSend(context);
  if (plan.manual) return (result, request, response) => releaseUnread(context.adapter, result, request, response);
  if (plan.template !== undefined) return renderSend(context, plan.template);
  return valueSend(context);
}

function valueSend(context: SendContext): Send {
  const { adapter, plan, headIsSet, handler, fail } = context;
  const reply = replierOf(context);
  const sending = (request: unknown, response: unknown) => ({
    handler,
    begin: () => headIsSet || setStatusAndHeaders(adapter, response, plan.status, plan.headers),
    refuse: (chunk: unknown, cause: unknown) => unserializableReply(chunk, handler, cause),
    fail: (error: unknown) => fail(error, request, response),
  });
  return (result, request, response) => {
    // Its properties may only be logged.
    if (isError(result)) throw result;
    if (isStreamableFile(result)) {
      try {
        if (!headIsSet) setStatusAndHeaders(adapter, response, plan.status, plan.headers);
        return sendFile(adapter, response, result);
      } catch (error) {
        releaseUnread(adapter, result, request, response);
        throw error;
      }
    }
    if (isStream(result)) {
      discardUnreadBody(adapter.rawRequest(request));
      return sendStream(adapter, response, result, sending(request, response));
    }
    if (isWebResponse(result)) {
      discardUnreadBody(adapter.rawRequest(request));
      return sendWebResponse(adapter, response, result, sending(request, response));
    }
    if (typeof result === 'bigint' || typeof result === 'symbol' || typeof result === 'function') {
      throw unserializableReply(result, handler);
    }
    try {
      reply(request, response, result);
    } catch (error) {
      throw typeof result === 'object' && isSerializationError(error)
        ? unserializableReply(result, handler, error)
        : error;
    }
  };
}

/** Errors of Node, such as that of an invalid header, are TypeErrors with a code. */
function isSerializationError(error: unknown): boolean {
  return error instanceof TypeError && !errorCode(error)?.startsWith('ERR_');
}

function replierOf({ adapter, plan, headIsSet, callback }: SendContext): Replier {
  const status = headIsSet ? undefined : plan.status;
  const headers = headIsSet ? [] : plan.headers;
  if (adapter.createReplier && headers.every(isStatic)) return adapter.createReplier({ status, headers, callback });
  if (status === undefined) return (_request, response, body) => adapter.reply(response, body);
  if (headers.length === 0) return (_request, response, body) => adapter.reply(response, body, status);
  return (_request, response, body) => {
    setStatusAndHeaders(adapter, response, status, headers);
    adapter.reply(response, body, status);
  };
}

function isStatic(header: ReplyHeader): header is readonly [name: string, value: string] {
  return typeof header[1] === 'string';
}

function redirectSend({ adapter, plan, headIsSet, handler }: SendContext, fixed: HttpRedirectResponse): Send {
  return (result, _request, response) => {
    // The handler takes `@Res()`, and has replied itself.
    if (plan.manual && adapter.isHeadersSent(response)) return;
    if (isError(result)) throw result;
    const returned: { readonly url?: unknown; readonly statusCode?: unknown } = isObject(result) ? result : {};
    const url = typeof returned.url === 'string' ? returned.url : fixed.url;
    const status = returned.statusCode ?? fixed.statusCode ?? 302;
    if (!isReplyStatus(status)) throw invalidStatus(status, 'The returned redirect', handler);
    // What a stream or file produces is not part of a redirect.
    releaseResult(result);
    if (!headIsSet) setStatusAndHeaders(adapter, response, plan.status, plan.headers);
    adapter.redirect(response, status, url);
  };
}

function renderSend({ adapter, plan, headIsSet }: SendContext, template: string): Send {
  return (result, _request, response) => {
    if (isError(result)) throw result;
    if (!headIsSet) setStatusAndHeaders(adapter, response, plan.status, plan.headers);
    return adapter.render(response, template, result);
  };
}
