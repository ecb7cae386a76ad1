import 'reflect-metadata';
import type { HttpRedirectResponse } from '../contracts/http/http-redirect-response.js';
import type { SseOptions } from '../contracts/http/sse-options.js';
import type { RequestMethod } from '../contracts/routing/request-method.js';
import type { VersionValue } from '../contracts/routing/versioning.js';
import {
  HEADERS_METADATA,
  HOST_METADATA,
  HTTP_CODE_METADATA,
  METHOD_METADATA,
  PATH_METADATA,
  REDIRECT_METADATA,
  RENDER_METADATA,
  RESPONSE_PASSTHROUGH_METADATA,
  SSE_METADATA,
  SSE_OPTIONS_METADATA,
  VERSION_METADATA,
} from './keys.js';
import { readMethodFact } from './parameters.js';
import { readFact } from './read.js';
import type { RouteHeader } from './values.js';

export type { RouteHeader };

/** The routing metadata of `@Controller()`. */
export interface ControllerRouting {
  readonly path: string | string[];
  readonly host: string | RegExp | (string | RegExp)[] | undefined;
  readonly version: VersionValue | undefined;
}

/** The metadata of `@Get()` and related decorators. */
export interface RouteMapping {
  readonly path: string | string[];
  readonly method: RequestMethod;
  readonly version: VersionValue | undefined;
}

/** The reply metadata of a method. */
export interface ReplyMetadata {
  readonly httpCode: number | undefined;
  readonly headers: readonly RouteHeader[];
  readonly redirect: HttpRedirectResponse | undefined;
  readonly template: string | undefined;
  readonly sse: boolean;
  readonly sseOptions: SseOptions | undefined;
}

const NO_HEADERS: readonly RouteHeader[] = Object.freeze([]);

/** The routing metadata of a class; `undefined` if neither the class nor an ancestor has `@Controller()`. */
export function readControllerRouting(type: Function): ControllerRouting | undefined {
  const path = readFact(PATH_METADATA, type);
  if (path === undefined) return undefined;
  return {
    path,
    host: readFact(HOST_METADATA, type),
    version: readFact(VERSION_METADATA, type),
  };
}

/** The route metadata of a method; `undefined` if the method is not a route. */
export function readRouteMapping(method: Function): RouteMapping | undefined {
  const path = readFact(PATH_METADATA, method);
  if (path === undefined) return undefined;
  return {
    path,
    method: readFact(METHOD_METADATA, method) ?? 0,
    version: readFact(VERSION_METADATA, method),
  };
}

export function readReplyMetadata(method: Function): ReplyMetadata {
  return {
    httpCode: readFact(HTTP_CODE_METADATA, method),
    headers: readFact(HEADERS_METADATA, method) ?? NO_HEADERS,
    redirect: readFact(REDIRECT_METADATA, method),
    template: readFact(RENDER_METADATA, method),
    sse: readFact(SSE_METADATA, method) === true,
    sseOptions: readFact(SSE_OPTIONS_METADATA, method),
  };
}

/** True when `@Res({ passthrough: true })` or `@Next({ passthrough: true })` leaves the reply to the framework. */
export function isResponsePassthrough(type: Function, methodName: string | symbol): boolean {
  return readMethodFact(RESPONSE_PASSTHROUGH_METADATA, type, methodName) === true;
}
