import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import type {
  CookieSerializeOptions,
  CookiesOptions,
  HttpServer,
  NestApplicationOptions,
  RequestMethod,
  StreamableFile,
  VersioningOptions,
  VersionValue,
} from '@portico/common';
import { CookieSigner } from './cookies/cookie-signer.js';
import { serializeCookie } from './cookies/serialize-cookie.js';
import { pipeToResponse } from './reply/pipe-stream.js';
import { sendFile } from './reply/send-file.js';
import type {
  ErrorHandler,
  NextFunction,
  Replier,
  ReplyPlan,
  RouteHandler,
  RouteMatchingOptions,
  RouteMember,
  RouteRegistration,
} from './route-registration.js';
import { filterByVersion } from './routing/version-filter.js';
import { runObserver } from './run-observer.js';
import { closeServer } from './servers/close-server.js';

type Handler<TRequest, TResponse> = RouteHandler<TRequest, TResponse>;

/**
 * What every HTTP platform offers to core: the documented adapter contract. Extend it to run
 * applications on another HTTP library; core uses nothing but what stands here.
 *
 * The request that an adapter hands to handlers carries `method`, `url`, `headers`, `params`,
 * `query` and (once a parser ran) `body`; `ip`, `rawBody`, `session`, `cookies`, `file` and
 * `files` where the platform has them; `originalUrl` where something on the way shortens `url`.
 * Core sets `params` and `hosts` on it. The response has what handlers with `@Res()` call on every
 * platform: `status(code)`, `header(name, value)`, `send(body)` and `redirect(url)`. When request
 * and response wrap Node's own objects, these stand under `raw` (or override {@link rawRequest},
 * {@link rawResponse} and {@link takeOver}).
 *
 * Abstract members must be written. Members marked "optional fast path" may be left out: core
 * then does the same with the documented members.
 *
 * @typeParam TServer the server, as a rule Node's `http.Server` or `https.Server`
 * @typeParam TRequest the platform's request
 * @typeParam TResponse the platform's response
 * @see https://docs.nestjs.com/faq/http-adapter
 */
export abstract class AbstractHttpAdapter<TServer = any, TRequest = any, TResponse = any>
  implements HttpServer<TRequest, TResponse>
{
  protected httpServer!: TServer;
  /** Signs and verifies cookies with the secrets of the application. */
  cookieSigner = new CookieSigner(undefined);
  protected onRouteTriggered: ((method: RequestMethod, path: string) => void) | undefined;

  /** @param instance the application of the library, such as the Express application */
  constructor(protected instance?: any) {}

  // ── the library and its server ────────────────────────────────────────────────────────────

  /**
   * Called once by `app.init()`, after {@link initHttpServer} and before body parsers, middleware and routes are
   * registered, in this order. The not-found and error handlers come last, after `onModuleInit` of the modules.
   */
  async init(): Promise<void> {}

  /** The application of the library, such as the Express application or the Fastify instance. */
  getInstance<T = any>(): T {
    return this.instance as T;
  }

  protected setInstance<T = any>(instance: T): void {
    this.instance = instance;
  }

  getHttpServer(): TServer {
    return this.httpServer;
  }

  setHttpServer(httpServer: TServer): void {
    this.httpServer = httpServer;
  }

  /**
   * Makes the server and keeps it (`this.httpServer = …`), without listening. Called by `NestFactory.create()`, before
   * {@link init} and before any route exists: the server has to ask the library for each request, so that it finds the
   * routes that are added later.
   *
   * @param options of the application: `httpsOptions` asks for an HTTPS server
   */
  abstract initHttpServer(options: NestApplicationOptions): void;

  /**
   * Starts to listen, with the arguments of Node's `server.listen`. The callback comes last and is
   * called once when the server listens. A failure is an `error` event of the server, a rejected
   * promise, or an error given to the callback: core understands all three.
   *
   * @example adapter.listen(3000, '127.0.0.1', () => console.log('up'));
   */
  listen(port: number | string, callback?: (error?: Error | null) => void): any;
  listen(port: number | string, hostname: string, callback?: (error?: Error | null) => void): any;
  listen(...args: any[]): any;
  listen(...args: any[]): any {
    return (this.httpServer as unknown as Server).listen(...args);
  }

  /**
   * Optional: finishes what the library does before its first request. Called when all routes stand
   * and servers begin to listen other than through {@link listen}.
   */
  ready?(): Promise<void>;

  /**
   * Optional: whether options of the library ask for what the option `forceCloseConnections` of an application does.
   * An application that has the option itself does not ask.
   */
  endsConnectionsOnClose?(): boolean;

  /** Called when the application begins to close, while requests in flight still run. */
  beforeClose(): void | Promise<void> {}

  /**
   * Frees what the library holds. Core has stopped the server and let its requests finish before;
   * called alone it closes the server. Must also work on a server that never listened.
   */
  close(): any {
    return closeServer(this.httpServer as unknown as Server);
  }

  /** A short name of the platform, such as `'express'`. */
  abstract getType(): string;

  // ── routes and middleware ─────────────────────────────────────────────────────────────────

  /**
   * Adds middleware of the library: `use(handler)` or `use(path, handler)`, one handler or several. That of applications is
   * written for Connect, `(request, response, next)`: it gets Node's own request and response, or
   * objects that have all of their members. Mounted at a path, it sees a `url` without the path.
   */
  use(...args: any[]): any {
    return this.instance.use(...args);
  }

  /** A route for GET; it takes HEAD too, where no route of {@link head} stands before it. */
  get(handler: Handler<TRequest, TResponse>): any;
  get(path: string, handler: Handler<TRequest, TResponse>): any;
  get(...args: any[]): any {
    return this.addRoute('get', ...args);
  }

  post(handler: Handler<TRequest, TResponse>): any;
  post(path: string, handler: Handler<TRequest, TResponse>): any;
  post(...args: any[]): any {
    return this.addRoute('post', ...args);
  }

  head(handler: Handler<TRequest, TResponse>): any;
  head(path: string, handler: Handler<TRequest, TResponse>): any;
  head(...args: any[]): any {
    return this.addRoute('head', ...args);
  }

  put(handler: Handler<TRequest, TResponse>): any;
  put(path: string, handler: Handler<TRequest, TResponse>): any;
  put(...args: any[]): any {
    return this.addRoute('put', ...args);
  }

  patch(handler: Handler<TRequest, TResponse>): any;
  patch(path: string, handler: Handler<TRequest, TResponse>): any;
  patch(...args: any[]): any {
    return this.addRoute('patch', ...args);
  }

  delete(handler: Handler<TRequest, TResponse>): any;
  delete(path: string, handler: Handler<TRequest, TResponse>): any;
  delete(...args: any[]): any {
    return this.addRoute('delete', ...args);
  }

  options(handler: Handler<TRequest, TResponse>): any;
  options(path: string, handler: Handler<TRequest, TResponse>): any;
  options(...args: any[]): any {
    return this.addRoute('options', ...args);
  }

  /** A route for every method. */
  all(handler: Handler<TRequest, TResponse>): any;
  all(path: string, handler: Handler<TRequest, TResponse>): any;
  all(...args: any[]): any {
    return this.addRoute('all', ...args);
  }

  search(handler: Handler<TRequest, TResponse>): any;
  search(path: string, handler: Handler<TRequest, TResponse>): any;
  search(...args: any[]): any {
    return this.addRoute('search', ...args);
  }

  /** A route for the `QUERY` method. */
  query(handler: Handler<TRequest, TResponse>): any;
  query(path: string, handler: Handler<TRequest, TResponse>): any;
  query(...args: any[]): any {
    return this.addRoute('query', ...args);
  }

  propfind(handler: Handler<TRequest, TResponse>): any;
  propfind(path: string, handler: Handler<TRequest, TResponse>): any;
  propfind(...args: any[]): any {
    return this.addRoute('propfind', ...args);
  }

  proppatch(handler: Handler<TRequest, TResponse>): any;
  proppatch(path: string, handler: Handler<TRequest, TResponse>): any;
  proppatch(...args: any[]): any {
    return this.addRoute('proppatch', ...args);
  }

  mkcol(handler: Handler<TRequest, TResponse>): any;
  mkcol(path: string, handler: Handler<TRequest, TResponse>): any;
  mkcol(...args: any[]): any {
    return this.addRoute('mkcol', ...args);
  }

  copy(handler: Handler<TRequest, TResponse>): any;
  copy(path: string, handler: Handler<TRequest, TResponse>): any;
  copy(...args: any[]): any {
    return this.addRoute('copy', ...args);
  }

  move(handler: Handler<TRequest, TResponse>): any;
  move(path: string, handler: Handler<TRequest, TResponse>): any;
  move(...args: any[]): any {
    return this.addRoute('move', ...args);
  }

  lock(handler: Handler<TRequest, TResponse>): any;
  lock(path: string, handler: Handler<TRequest, TResponse>): any;
  lock(...args: any[]): any {
    return this.addRoute('lock', ...args);
  }

  unlock(handler: Handler<TRequest, TResponse>): any;
  unlock(path: string, handler: Handler<TRequest, TResponse>): any;
  unlock(...args: any[]): any {
    return this.addRoute('unlock', ...args);
  }

  /**
   * Registers the routes of `get(…)`, `post(…)` and the other route methods: the default gives path and handler to the member of
   * the same name on the library's application. Override it, once for all of them, where the
   * library's handlers are not called with `(request, response, next)`.
   *
   * @param member such as `'get'`; `'all'` is for every method
   * @param args `path, handler`, or `handler` alone
   */
  protected addRoute(member: RouteMember, ...args: any[]): any {
    return this.instance[member](...args);
  }

  /**
   * Optional fast path: registers a route with all that is known of it, instead of `get(path,
   * handler)` and the related methods. Called once per path and method; several handlers of one path
   * (versions, hosts) have been joined to one.
   *
   * What the handler returns must be ignored: it never throws, a promise of its never rejects,
   * and it has replied (or the controller replies itself).
   */
  route?(registration: RouteRegistration<TRequest, TResponse>): void;

  /**
   * Optional fast path: runs `dispatch` once for every request, before routing, as `use(dispatch)`
   * would. It holds all middleware of `MiddlewareConsumer` and decides by itself which of it runs.
   */
  bindMiddleware?(dispatch: (request: any, response: any, next: NextFunction) => void): void;

  /**
   * The way to add a middleware for a path and a method. Core matches paths itself and does not
   * call it; modules written against the documented contract do.
   */
  createMiddlewareFactory(
    _requestMethod: RequestMethod,
  ): ((path: string, callback: Function) => any) | Promise<(path: string, callback: Function) => any> {
    return (path, callback) => this.use(path, callback);
  }

  /**
   * Wraps a handler so that it takes only requests of its version and calls `next()` for others.
   * Core calls it for header, media-type and custom versioning; the default does it as documented.
   */
  applyVersionFilter(
    handler: Handler<TRequest, TResponse>,
    version: VersionValue,
    versioningOptions: VersioningOptions,
  ): (request: TRequest, response: TResponse, next?: any) => any {
    return filterByVersion(handler, version, versioningOptions);
  }

  /** Turns a path of a decorator into the library's own syntax, when that differs from path-to-regexp 8. */
  normalizePath(path: string): string {
    return path;
  }

  /** How the router compares paths, so that middleware is matched the same way. */
  getRouteMatchingOptions(): RouteMatchingOptions {
    return { caseSensitive: false, ignoreTrailingSlash: true };
  }

  /** Whether of two routes that match a path the first registered wins, rather than the more specific one. */
  isRouteOrderSensitive(): boolean {
    return true;
  }

  // ── the request ───────────────────────────────────────────────────────────────────────────

  /** The host that the request asked for, without port. */
  abstract getRequestHostname(request: TRequest): string;
  abstract getRequestMethod(request: TRequest): string;
  /** Path and query as the client wrote them, mount paths included. */
  abstract getRequestUrl(request: TRequest): string;

  /** Node's own request. */
  rawRequest(request: TRequest): IncomingMessage {
    return (request as { raw?: IncomingMessage }).raw ?? (request as unknown as IncomingMessage);
  }

  /** Node's own response, to look at; {@link takeOver} is for writing on it. */
  rawResponse(response: TResponse): ServerResponse {
    return (response as { raw?: ServerResponse }).raw ?? (response as unknown as ServerResponse);
  }

  // ── the reply ─────────────────────────────────────────────────────────────────────────────

  /**
   * Sends `body` and ends the response: an object as JSON, a string as text, a `Buffer` or
   * `Uint8Array` as it is, `null` and `undefined` as an empty body. Streams are sent by {@link replyStream},
   * a `StreamableFile` by {@link replyFile}. A content type that is set already stays; that of JSON
   * gets `; charset=utf-8`. Statuses 204 and 304 have no body. Whether it goes out at once or later,
   * from now on {@link isHeadersSent} says so.
   *
   * @param statusCode left as it was when absent
   * @throws what `JSON.stringify` throws, so that the filters of the route can answer
   */
  abstract reply(response: TResponse, body: any, statusCode?: number): any;

  /** Optional fast path: a function for the replies of one route, made at start-up. Absent: `status`, `setHeader`, `reply`. */
  createReplier?(plan: ReplyPlan): Replier<TRequest, TResponse>;

  /**
   * Sends a stream as the body. Headers are set already. The stream is destroyed when the client
   * leaves; when the source fails before its first byte, `onError` answers instead, later the
   * connection is cut so that the client can tell.
   */
  replyStream(response: TResponse, stream: Readable, onError: (error: Error) => void): void {
    pipeToResponse(stream, this.takeOver(response), onError);
  }

  /** Sends a `StreamableFile`: its headers, then its stream. For files given to `reply` directly. */
  protected replyFile(response: TResponse, file: StreamableFile): void {
    sendFile(this, response, file);
  }

  /**
   * Sets a header of a `StreamableFile`. Override it where {@link setHeader} would change the value: a file's type has a
   * charset only if the file says so.
   */
  setFileHeader(response: TResponse, name: string, value: string): any {
    return this.setHeader(response, name, value);
  }

  /**
   * Hands out Node's own response for direct writing (server-sent events, streams): the library
   * writes nothing by itself any more, status and headers set before are on it. Until something was
   * written, {@link isHeadersSent} is still false and {@link reply} still answers, by way of Node's
   * response: a stream may fail before its first byte.
   */
  takeOver(response: TResponse): ServerResponse {
    return this.rawResponse(response);
  }

  abstract status(response: TResponse, statusCode: number): any;
  /**
   * Ends the response, with a last text if there is one. Core calls it, without a text, when something fails after
   * {@link reply}: the reply stands. A platform that sends later must then still send the whole body that it was given,
   * and ignore the call.
   */
  abstract end(response: TResponse, message?: string): any;
  /** Renders a view and sends it. A promise or an error given to the library's error handler tells of failure. */
  abstract render(response: TResponse, view: string, options: any): any;
  /** Redirects. What a header can't carry is percent-encoded in `url`, so that it stays one header. */
  abstract redirect(response: TResponse, statusCode: number, url: string): any;
  /** Whether the reply was sent or is on its way, so that nobody else may answer any more. */
  abstract isHeadersSent(response: TResponse): boolean;
  abstract setHeader(response: TResponse, name: string, value: string): any;
  abstract getHeader(response: TResponse, name: string): any;
  /** Takes a header back. */
  removeHeader(response: TResponse, name: string): any {
    this.rawResponse(response).removeHeader(name);
  }

  /** Adds a value to a header that may be there already. */
  abstract appendHeader(response: TResponse, name: string, value: string): any;

  /**
   * Adds a `Set-Cookie` header.
   *
   * @throws TypeError when the name, the value or an attribute can't stand in a header
   */
  setCookie(response: TResponse, name: string, value: string, options?: CookieSerializeOptions): any {
    const text = options?.signed ? this.cookieSigner.sign(value) : value;
    return this.appendHeader(response, 'set-cookie', serializeCookie(name, text, options));
  }

  /** Adds a `Set-Cookie` header that makes the browser forget the cookie. */
  clearCookie(response: TResponse, name: string, options?: CookieSerializeOptions): any {
    const expired = { ...options, signed: false, maxAge: 0, expires: new Date(0) };
    return this.appendHeader(response, 'set-cookie', serializeCookie(name, '', expired));
  }

  /** Takes the secrets that sign cookies. */
  setCookiesOptions(options: CookiesOptions | undefined): void {
    this.cookieSigner = new CookieSigner(options?.secret);
  }

  // ── failures ──────────────────────────────────────────────────────────────────────────────

  /**
   * Takes the handler of every failure that reaches the library, whatever was thrown. Called once,
   * after the routes; the handler answers, and neither throws nor rejects. It has to be called for failures after a reply
   * too: it logs them, leaves a reply that was given whole as it is, and ends the connection of one that has only begun.
   */
  abstract setErrorHandler(handler: ErrorHandler<TRequest, TResponse>, prefix?: string): any;

  /**
   * Takes the handler of requests that no route took. Called once, after the routes. A path that
   * can't be decoded is an error (400) for the error handler, not a path that nobody has.
   */
  abstract setNotFoundHandler(handler: RouteHandler<TRequest, TResponse>, prefix?: string): any;

  /**
   * Turns an error of the library into one that exception filters know, such as its 413 into
   * `PayloadTooLargeException`. An error with a `statusCode` (or `status`) of 4xx needs no mapping: the client gets that
   * status, and the message if the error has `expose: true`.
   */
  mapException(error: unknown): unknown {
    return error;
  }

  // ── what an application switches on ───────────────────────────────────────────────────────

  /** Adds the parsers of JSON and urlencoded bodies. `rawBody`: keep the bytes under `request.rawBody`. */
  abstract registerParserMiddleware(prefix?: string, rawBody?: boolean): any;

  /**
   * Adds a body parser of the library (`app.useBodyParser('text', { limit: '1mb' })`).
   *
   * @throws when the library offers none
   */
  useBodyParser(_type: any, _rawBody: boolean, _options?: any, _parser?: any): any {
    throw new Error(`The HTTP adapter "${this.getType()}" offers no body parsers to choose from.`);
  }

  abstract enableCors(options: any, prefix?: string): any;
  abstract useStaticAssets(...args: any[]): any;
  abstract setViewEngine(engine: any): any;

  /** Called with each request before everything else. */
  setOnRequestHook(
    _onRequestHook: (request: TRequest, response: TResponse, done: () => void) => Promise<void> | void,
  ): any {}

  /** Called with each response after it was sent; an adapter calls it through {@link runHook}. */
  setOnResponseHook(_onResponseHook: (request: TRequest, response: TResponse) => Promise<void> | void): any {}

  /** Runs a hook that nothing waits for. What it throws or rejects with is logged, and does not crash the process. */
  protected runHook(run: () => unknown): void {
    runObserver(run);
  }

  setOnRouteTriggered(onRouteTriggered: (method: RequestMethod, path: string) => void): void {
    this.onRouteTriggered = onRouteTriggered;
  }

  getOnRouteTriggered(): ((method: RequestMethod, path: string) => void) | undefined {
    return this.onRouteTriggered;
  }
}
