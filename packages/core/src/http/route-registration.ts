import type { RequestMethod } from '@portico/common';

/** The handler of a route, called with the request and response of the platform. */
export type RouteHandler<TRequest = any, TResponse = any> = (
  request: TRequest,
  response: TResponse,
  next: NextFunction,
) => unknown;

/** Continues with the next route, or passes an error to the error handler. */
export type NextFunction = (error?: unknown) => void;

/** A handler of failures that reach the platform: malformed bodies, errors of third-party middleware. */
export type ErrorHandler<TRequest = any, TResponse = any> = (
  error: unknown,
  request: TRequest,
  response: TResponse,
  next?: NextFunction,
) => unknown;

/**
 * The parts of the request that a route reads, known at start-up. `false` guarantees that nothing (guard,
 * interceptor, pipe, parameter, filter) can read that part, so that a platform need not parse it. A route that uses
 * the request object itself reads everything.
 */
export interface RouteNeeds {
  readonly body: boolean;
  readonly query: boolean;
  readonly params: boolean;
}

/** The members of an adapter that register a route, one for each method and `all`. */
export type RouteMember =
  | 'all'
  | 'copy'
  | 'delete'
  | 'get'
  | 'head'
  | 'lock'
  | 'mkcol'
  | 'move'
  | 'options'
  | 'patch'
  | 'post'
  | 'propfind'
  | 'proppatch'
  | 'put'
  | 'query'
  | 'search'
  | 'unlock';

/** A route, as core passes it to {@link AbstractHttpAdapter.route}. */
export interface RouteRegistration<TRequest = any, TResponse = any> {
  readonly method: RequestMethod;
  /** Complete and normalised, in the syntax of path-to-regexp 8: `/api/users/:id`, `/files/*path`. */
  readonly path: string;
  readonly handler: RouteHandler<TRequest, TResponse>;
  readonly needs: RouteNeeds;
  /** The method of the controller, which has the metadata (including that of a platform's own decorators). */
  readonly callback: Function;
  readonly controller: Function;
  /** The controller methods that `handler` chooses from by version and host; one if there is no choice. */
  readonly callbacks: readonly Function[];
  /**
   * Returns which of `callbacks` a request is for, for platforms whose route options apply before `handler` is
   * called. Absent if there is no choice.
   *
   * @param request the platform's request, or Node's own
   */
  readonly choose?: (request: unknown) => Function | undefined;
  /** Returns the classes of the interceptors of `callbacks`, global ones included, for platforms that prepare something for one. */
  readonly interceptors?: () => readonly Function[];
}

/** How the router of a platform compares paths. The middleware matcher follows it. */
export interface RouteMatchingOptions {
  /** Whether `/Admin` and `/admin` are different paths. */
  readonly caseSensitive: boolean;
  /** Whether `/admin/` matches the route `/admin`. */
  readonly ignoreTrailingSlash: boolean;
  /** Whether `//admin` matches the route `/admin`. */
  readonly ignoreDuplicateSlashes?: boolean | undefined;
  /** Whether `;` starts the query, like `?`. */
  readonly useSemicolonDelimiter?: boolean | undefined;
  /** Whether `/%61dmin` matches the route `/admin`. Default: `true`. Middleware for `admin` runs for both. */
  readonly decodePath?: boolean | undefined;
}

/** The static part of a route's reply, for {@link AbstractHttpAdapter.createReplier}. */
export interface ReplyPlan {
  /** The status to send; `undefined` if it is already set on the response. */
  readonly status: number | undefined;
  /** Static headers of `@Header()`. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** The method of the controller, for a platform's own response metadata (a serializer's schema). */
  readonly callback: Function;
}

/** Sends one value, which is not a promise, an Observable or a stream. `undefined` and `null` are an empty body. */
export type Replier<TRequest = any, TResponse = any> = (request: TRequest, response: TResponse, body: unknown) => void;
