import { type HttpRedirectResponse, RequestMethod, type SseOptions } from '@portico/common';
import {
  isResponsePassthrough,
  RouteParamtypes,
  readParameterRecords,
  readReplyMetadata,
} from '@portico/common/internal';
import { invalidStatus, isReplyStatus } from './reply-status.js';

/** The reply settings from the decorators of a handler, prepared at start-up. */
export interface ReplyPlan {
  /** The handler replies itself: it takes `@Res()` or `@Next()` without passthrough. */
  readonly manual: boolean;
  readonly status: number;
  readonly headers: readonly ReplyHeader[];
  readonly redirect: HttpRedirectResponse | undefined;
  readonly template: string | undefined;
  readonly sse: SseOptions | undefined;
}

export type ReplyHeader = readonly [name: string, value: string | (() => string)];

/** @throws FrameworkError `PORTICO_INVALID_STATUS` if a decorator sets an invalid status */
export function planReply(type: Function, methodName: string, requestMethod: RequestMethod): ReplyPlan {
  const method: Function = type.prototype[methodName];
  const metadata = readReplyMetadata(method);
  for (const [decorator, status] of [
    ['@HttpCode()', metadata.httpCode],
    ['@Redirect()', metadata.redirect?.statusCode],
  ] as const) {
    if (status !== undefined && !isReplyStatus(status)) {
      throw invalidStatus(status, decorator, `${type.name}.${methodName}()`);
    }
  }
  return {
    manual: repliesItself(type, methodName),
    status: metadata.httpCode ?? (requestMethod === RequestMethod.POST ? 201 : 200),
    headers: metadata.headers.map(({ name, value }) => [name, value] as const),
    redirect: metadata.redirect,
    template: metadata.template,
    sse: metadata.sse ? (metadata.sseOptions ?? {}) : undefined,
  };
}

function repliesItself(type: Function, methodName: string): boolean {
  const takesResponse = readParameterRecords(type, methodName).some(
    ({ paramtype }) => paramtype === RouteParamtypes.RESPONSE || paramtype === RouteParamtypes.NEXT,
  );
  return takesResponse && !isResponsePassthrough(type, methodName);
}
