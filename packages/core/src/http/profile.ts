import { type ArgumentMetadata, type ExceptionFilter, ForbiddenException } from '@portico/common';
import { RouteParamtypes } from '@portico/common/internal';
import type { ParameterReader, TransportProfile } from '../pipeline/transport-profile.js';
import type { AbstractHttpAdapter } from './abstract-http-adapter.js';
import { readCookies, readSignedCookies } from './cookies/request-cookies.js';
import { logFailure } from './log-failure.js';
import { endRequest } from './reply/end-request.js';
import { requestSignal } from './request-signal.js';

/**
 * A part of a request, whose properties decorators can select. A body can also be a string or a number, without
 * properties.
 */
type Fields = Readonly<Record<string, unknown>> | null | undefined;

/** The properties of a request that handlers can use; each platform sets those that it supports. */
interface HttpRequest {
  readonly body?: Fields;
  readonly query?: Fields;
  readonly params?: Fields;
  readonly headers: Fields;
  readonly session?: unknown;
  readonly hosts?: Fields;
  readonly ip?: unknown;
  readonly rawBody?: unknown;
  readonly files?: unknown;
  readonly [field: string]: unknown;
}

/** Creates the profile of HTTP: all its differences from other transports. */
export function httpProfile(adapter: AbstractHttpAdapter, fallbackFilter: ExceptionFilter): TransportProfile {
  return {
    type: 'http',
    arity: 3,
    undecoratedArguments: 'none',
    result: 'last',
    readParameter: (source, data) => readerOf(adapter, source, data),
    argumentType: (source) => ARGUMENT_TYPES[source],
    requestOf: (request) => request!,
    denied: () => new ForbiddenException('Forbidden resource'),
    failedFilters: 'global',
    fallbackFilter,
    lastResort: (error, _request, response) => {
      logFailure(error);
      endRequest(adapter, response);
    },
  };
}

const ARGUMENT_TYPES: Readonly<Record<string | number, ArgumentMetadata['type']>> = {
  [RouteParamtypes.BODY]: 'body',
  [RouteParamtypes.RAW_BODY]: 'custom',
  [RouteParamtypes.QUERY]: 'query',
  [RouteParamtypes.PARAM]: 'param',
  [RouteParamtypes.FILE]: 'custom',
  [RouteParamtypes.FILES]: 'custom',
  [RouteParamtypes.COOKIES]: 'custom',
  [RouteParamtypes.SIGNED_COOKIES]: 'custom',
};

function readerOf(adapter: AbstractHttpAdapter, source: number | string, data: unknown): ParameterReader {
  const key = typeof data === 'string' && data !== '' ? data : undefined;
  switch (source) {
    case RouteParamtypes.REQUEST:
      return (request) => request;
    case RouteParamtypes.RESPONSE:
      return (_request, response) => response;
    case RouteParamtypes.NEXT:
      return (_request, _response, next) => next;
    case RouteParamtypes.BODY:
      return part((request) => request.body, key);
    case RouteParamtypes.QUERY:
      return part((request) => request.query, key);
    case RouteParamtypes.PARAM:
      return part((request) => request.params, key);
    case RouteParamtypes.HEADERS:
      return part((request) => request.headers, key?.toLowerCase());
    case RouteParamtypes.HOST:
      return part((request) => request.hosts ?? {}, key);
    case RouteParamtypes.SESSION:
      return value((request) => request.session);
    case RouteParamtypes.IP:
      return value((request) => request.ip);
    case RouteParamtypes.RAW_BODY:
      return value((request) => request.rawBody);
    case RouteParamtypes.FILE:
      return value((request) => request[key ?? 'file']);
    case RouteParamtypes.FILES:
      return value((request) => request.files);
    case RouteParamtypes.COOKIES:
      return part((request) => readCookies(request), key);
    case RouteParamtypes.SIGNED_COOKIES:
      return part((request) => readSignedCookies(request, adapter.cookieSigner), key);
    case RouteParamtypes.SIGNAL:
      return (_request, response) => requestSignal(adapter.rawResponse(response));
    default:
      return () => undefined;
  }
}

/** Returns a part of the request, or the property of it that the decorator names. */
function part(read: (request: HttpRequest) => Fields, key: string | undefined): ParameterReader {
  if (key === undefined) return value(read);
  // `@Body('constructor')` is a field, and not the function that every object inherits.
  if (key in Object.prototype) return value((request) => ownProperty(read(request), key));
  return value((request) => {
    const whole = read(request);
    // A body can be `null`, `0`, `false` or an empty string, which is returned unchanged.
    return whole ? whole[key] : whole;
  });
}

function ownProperty(whole: Fields, key: string): unknown {
  return whole && Object.hasOwn(whole, key) ? whole[key] : undefined;
}

/** The pipeline passes on the arguments of the platform: for HTTP, the first one is a request. */
function value(read: (request: HttpRequest) => unknown): ParameterReader {
  // Readers of requests are called only with HTTP requests.
  return read as ParameterReader;
}
