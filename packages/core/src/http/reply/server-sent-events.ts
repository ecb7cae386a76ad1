import { SSE_ABORT_CONTROLLER } from '@portico/common';
import { isError, numberOption } from '@portico/common/internal';
import type { HandlerRecord } from '../../pipeline/handler-record.js';
import { releaseResult } from '../../pipeline/release-result.js';
import type { AbstractHttpAdapter } from '../abstract-http-adapter.js';
import { discardEvents, isEventSource } from './event-source.js';
import { EventStream } from './event-stream.js';
import { hasNoContent, sendWithoutContent } from './no-content.js';
import { notAStream } from './reply-errors.js';
import type { ReplyPlan } from './reply-plan.js';
import { setStatusAndHeaders } from './set-status-and-headers.js';

export type FailureOfRoute = (error: unknown, request: unknown, response: unknown) => unknown;

interface SseContext {
  readonly adapter: AbstractHttpAdapter;
  readonly plan: ReplyPlan;
  readonly headIsSet: boolean;
  readonly handler: string;
  readonly fail: FailureOfRoute;
}

/**
 * How many bytes may be buffered for a client, unless `@Sse()` sets another limit. The WebSocket platforms use the same
 * default.
 */
const DEFAULT_MAX_PENDING = 16 * 1024 * 1024;

/** Gives the request the abort controller whose signal `@SseSignal()` injects, before the handler runs. */
export function openAbortController(
  adapter: AbstractHttpAdapter,
  request: { [SSE_ABORT_CONTROLLER]?: AbortController },
  response: unknown,
): void {
  const controller = new AbortController();
  request[SSE_ABORT_CONTROLLER] = controller;
  adapter.rawResponse(response).once('close', () => controller.abort());
}

/** Writes the events of the Observable or async iterable that the handler returned. */
export function sseSend({ adapter, plan, headIsSet, handler, fail }: SseContext): NonNullable<HandlerRecord['send']> {
  const maxPending = numberOption(handler, 'maxPendingDataLength of @Sse()', plan.sse?.maxPendingDataLength, {
    kind: 'bytesOrNone',
    default: DEFAULT_MAX_PENDING,
  });
  return (result, request, response) => {
    if (isError(result)) throw result;
    if (!isEventSource(result)) {
      releaseResult(result);
      throw notAStream(result, handler);
    }
    try {
      if (!headIsSet) setStatusAndHeaders(adapter, response, plan.status, plan.headers);
    } catch (error) {
      discardEvents(result);
      throw error;
    }
    if (hasNoContent(adapter, response)) {
      discardEvents(result);
      return sendWithoutContent(adapter, response);
    }
    const stream = new EventStream(adapter, request, response, handler, maxPending, (error) =>
      fail(error, request, response),
    );
    return stream.follow(result);
  };
}
