import type { NestApplicationOptions } from '../application/application-options.js';
import type { CookieSerializeOptions, CookiesOptions } from '../http/cookies.js';
import type { CorsOptions, CorsOptionsDelegate } from '../http/cors-options.js';
import type { RequestMethod } from '../routing/request-method.js';
import type { VersioningOptions, VersionValue } from '../routing/versioning.js';

export type ErrorHandler<TRequest = any, TResponse = any> = (
  error: any,
  req: TRequest,
  res: TResponse,
  next?: Function,
) => any;
export type RequestHandler<TRequest = any, TResponse = any> = (req: TRequest, res: TResponse, next?: Function) => any;

/** Registers handlers, with or without a path. */
export interface RegisterRoute<TRequest = any, TResponse = any> {
  (handler: RequestHandler<TRequest, TResponse>): any;
  (path: string, handler: RequestHandler<TRequest, TResponse>): any;
}

/**
 * The contract of an HTTP platform. `AbstractHttpAdapter` implements most of it.
 *
 * Responses and results are `any`, as in the documented contract: filters and interceptors pass Node's own responses and
 * those of the platform, and adapters return what their library does. `AbstractHttpAdapter` has exact parameters.
 */
export interface HttpServer<TRequest = any, TResponse = any, ServerInstance = any> {
  use(handler: RequestHandler<TRequest, TResponse> | ErrorHandler<TRequest, TResponse>): any;
  use(path: string, handler: RequestHandler<TRequest, TResponse> | ErrorHandler<TRequest, TResponse>): any;
  useBodyParser?(...args: any[]): any;
  get(handler: RequestHandler<TRequest, TResponse>): any;
  get(path: string, handler: RequestHandler<TRequest, TResponse>): any;
  post(handler: RequestHandler<TRequest, TResponse>): any;
  post(path: string, handler: RequestHandler<TRequest, TResponse>): any;
  head(handler: RequestHandler<TRequest, TResponse>): any;
  head(path: string, handler: RequestHandler<TRequest, TResponse>): any;
  delete(handler: RequestHandler<TRequest, TResponse>): any;
  delete(path: string, handler: RequestHandler<TRequest, TResponse>): any;
  put(handler: RequestHandler<TRequest, TResponse>): any;
  put(path: string, handler: RequestHandler<TRequest, TResponse>): any;
  patch(handler: RequestHandler<TRequest, TResponse>): any;
  patch(path: string, handler: RequestHandler<TRequest, TResponse>): any;
  all(handler: RequestHandler<TRequest, TResponse>): any;
  all(path: string, handler: RequestHandler<TRequest, TResponse>): any;
  options(handler: RequestHandler<TRequest, TResponse>): any;
  options(path: string, handler: RequestHandler<TRequest, TResponse>): any;
  search?: RegisterRoute<TRequest, TResponse>;
  propfind?: RegisterRoute<TRequest, TResponse>;
  proppatch?: RegisterRoute<TRequest, TResponse>;
  mkcol?: RegisterRoute<TRequest, TResponse>;
  copy?: RegisterRoute<TRequest, TResponse>;
  move?: RegisterRoute<TRequest, TResponse>;
  lock?: RegisterRoute<TRequest, TResponse>;
  unlock?: RegisterRoute<TRequest, TResponse>;
  query?: RegisterRoute<TRequest, TResponse>;
  listen(port: number | string, callback?: () => void): any;
  listen(port: number | string, hostname: string, callback?: () => void): any;
  reply(response: any, body: any, statusCode?: number): any;
  status(response: any, statusCode: number): any;
  end(response: any, message?: string): any;
  render(response: any, view: string, options: any): any;
  redirect(response: any, statusCode: number, url: string): any;
  isHeadersSent(response: any): boolean;
  getHeader?(response: any, name: string): any;
  setHeader(response: any, name: string, value: string): any;
  appendHeader?(response: any, name: string, value: string): any;
  /** Appends a `Set-Cookie` header. Throws `PORTICO_INVALID_COOKIE` if a name or an attribute is invalid. */
  setCookie?(response: any, name: string, value: string, options?: CookieSerializeOptions): any;
  /** Appends a `Set-Cookie` header that deletes the cookie in the browser. */
  clearCookie?(response: any, name: string, options?: CookieSerializeOptions): any;
  /** Passes the secrets that sign cookies to the adapter. */
  setCookiesOptions?(options: CookiesOptions | undefined): void;
  setErrorHandler?(handler: Function, prefix?: string): any;
  setNotFoundHandler?(handler: Function, prefix?: string): any;
  useStaticAssets?(...args: any[]): this;
  setBaseViewsDir?(path: string | string[]): this;
  setViewEngine?(engineOrOptions: any): this;
  createMiddlewareFactory(
    method: RequestMethod,
  ): ((path: string, callback: Function) => any) | Promise<(path: string, callback: Function) => any>;
  getRequestHostname?(request: TRequest): string;
  getRequestMethod?(request: TRequest): string;
  getRequestUrl?(request: TRequest): string;
  getInstance(): ServerInstance;
  registerParserMiddleware(...args: any[]): any;
  enableCors(options?: CorsOptions | CorsOptionsDelegate<TRequest>, prefix?: string): any;
  getHttpServer(): any;
  initHttpServer(options: NestApplicationOptions): void;
  close(): any;
  getType(): string;
  init?(): Promise<void>;
  beforeClose?(): void | Promise<void>;
  applyVersionFilter(
    handler: Function,
    version: VersionValue,
    versioningOptions: VersioningOptions,
  ): RequestHandler<TRequest, TResponse>;
  normalizePath?(path: string): string;
  setOnRequestHook?(onRequestHook: Function): void;
  setOnResponseHook?(onResponseHook: Function): void;
}
