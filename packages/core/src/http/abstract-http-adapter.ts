import type { IncomingMessage, Server } from 'node:http';
import type {
  CorsOptions,
  CorsOptionsDelegate,
  HttpServer,
  NestApplicationOptions,
  RequestMethod,
  VersioningOptions,
  VersionValue,
} from '@portico/common';
import { coreError } from '../errors/core-error.js';
import { encodePathText } from './paths/path-syntax.js';
import { ReplyMethods } from './reply-methods.js';
import type {
  ErrorHandler,
  NextFunction,
  RouteHandler,
  RouteMatchingOptions,
  RouteRegistration,
} from './route-registration.js';
import { filterByVersion } from './routing/version-filter.js';
import { runObserver } from './run-observer.js';
import { closeServer } from './servers/close-server.js';

/**
 * The contract of HTTP platforms. Extend it to run applications on another HTTP library; core uses only these
 * members.
 *
 * The request that an adapter passes to handlers has `method`, `url`, `headers`, `params`, `query` and, after parsing,
 * `body`; `ip`, `rawBody`, `session`, `cookies`, `file` and `files` where the platform has them; `originalUrl` if
 * middleware shortens `url`. Core sets `params` and `hosts` on it. The response has what handlers with `@Res()` call on
 * every platform: `status(code)`, `header(name, value)`, `send(body)` and `redirect(url)`. If request and response wrap
 * Node's own objects, these are available as `raw` (or override {@link rawRequest}, {@link rawResponse} and {@link
 * takeOver}).
 *
 * A field of a subclass must not have the name of a member, such as `options`, `get`, `all` or `search`, which register routes.
 *
 * Abstract members have to be implemented, those for replies included, which the class inherits. Members marked "optional
 * fast path" can be omitted: core then uses the documented members.
 *
 * @typeParam TServer the server, as a rule Node's `http.Server` or `https.Server`
 * @typeParam TRequest the platform's request
 * @typeParam TResponse the platform's response
 * @see https://docs.nestjs.com/faq/http-adapter
 */
export abstract class AbstractHttpAdapter<TServer = any, TRequest = any, TResponse = any>
  extends ReplyMethods<TRequest, TResponse>
  implements HttpServer<TRequest, TResponse>
{
  protected httpServer!: TServer;
  protected onRouteTriggered: ((method: RequestMethod, path: string) => void) | undefined;

  // ── the library and its server ────────────────────────────────────────────────────────────

  /**
   * Called once by `app.init()`, after {@link initHttpServer} and before body parsers, middleware and routes are
   * registered, in this order. The not-found and error handlers come last, after `onModuleInit` of the modules.
   */
  async init(): Promise<void> {}

  /** Returns the application of the library, such as the Express application or the Fastify instance. */
  getInstance<T = any>(): T {
    return this.instance;
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
   * Creates the server (`this.httpServer = …`), without listening. Called by `NestFactory.create()`, before
   * {@link init} and before any route exists: the server must pass each request to the library, so that it finds the
   * routes that are added later.
   *
   * @param options the options of the application: with `httpsOptions`, create an HTTPS server
   */
  abstract initHttpServer(options: NestApplicationOptions): void;

  /**
   * Starts to listen, with the arguments of Node's `server.listen`. The callback is the last argument, and is called
   * once when the server listens. A failure can be an `error` event of the server, a rejected promise, or an error
   * passed to the callback.
   *
   * @example adapter.listen(3000, '127.0.0.1', () => console.log('up'));
   */
  listen(port: number | string, callback?: (error?: Error | null) => void): any;
  listen(port: number | string, hostname: string, callback?: (error?: Error | null) => void): any;
  listen(...args: any[]): any;
  listen(...args: any[]): any {
    // The defaults are for servers of Node; an adapter with other servers overrides them.
    return (this.httpServer as TServer & Server).listen(...args);
  }

  /**
   * Optional: completes the initialization of the library before its first request. Called after all routes are
   * registered, if servers listen in another way than through {@link listen}.
   */
  ready?(): Promise<void>;

  /**
   * Optional: whether the options of the library correspond to `forceCloseConnections` of an application. Used if the
   * application does not set that option.
   */
  endsConnectionsOnClose?(): boolean;

  /** Called when the application begins to close, while requests are still in flight. */
  beforeClose(): void | Promise<void> {}

  /**
   * Closes the library. Core has already closed the server and completed its requests; if not, this also closes the
   * server. Must also work with a server that has never listened.
   */
  close(): any {
    // As for `listen`.
    return closeServer(this.httpServer as TServer & Server);
  }

  /**
   * Optional: the address of the client of an upgrade request, as the library determines it for its own requests, such as behind
   * trusted proxies. Default: the address of the TCP connection.
   */
  clientAddressOf?(request: IncomingMessage): string | undefined;

  /**
   * Returns whether the application reads cookies or sessions, as far as the adapter can tell. If so, a warning is
   * logged for gateways that accept pages of all origins. The default checks the option `cookies` of the application.
   */
  usesCookies(): boolean {
    return this.cookieSigner.enabled;
  }

  /** Returns a short name of the platform, such as `'express'`. */
  abstract getType(): string;

  // ── routes and middleware ─────────────────────────────────────────────────────────────────

  /**
   * Adds middleware of the library: `use(handler)` or `use(path, handler)`, one handler or several. Middleware of
   * applications is written for Connect, `(request, response, next)`: it gets the request and response of Node, or
   * objects with all of their members. Mounted at a path, it sees a `url` without the path.
   */
  use(...args: any[]): any {
    return this.instance.use(...args);
  }

  /**
   * Optional fast path: registers a route with everything known about it, instead of `get(path, handler)` and the
   * related methods. Called once per path and method; several handlers of one path (versions, hosts) have been
   * combined into one.
   *
   * Ignore what the handler returns: it never throws, its promise never rejects, and it has sent the reply (or the
   * controller does so itself).
   */
  route?(registration: RouteRegistration<TRequest, TResponse>): void;

  /**
   * Optional fast path: runs `dispatch` once for every request, before routing, as `use(dispatch)` would. It contains
   * all middleware of `MiddlewareConsumer`, and decides which of it runs.
   */
  bindMiddleware?(dispatch: (request: any, response: any, next: NextFunction) => void): void;

  /**
   * Returns a function that adds middleware for a path and a method. Core matches paths itself and does not call it;
   * third-party modules do.
   */
  createMiddlewareFactory(
    _requestMethod: RequestMethod,
  ): ((path: string, callback: Function) => any) | Promise<(path: string, callback: Function) => any> {
    return (path, callback) => this.use(path, callback);
  }

  /**
   * Wraps a handler so that it handles only requests of its version, and calls `next()` for others. Core calls it for
   * header, media-type and custom versioning.
   */
  applyVersionFilter(
    handler: RouteHandler<TRequest, TResponse>,
    version: VersionValue,
    versioningOptions: VersioningOptions,
  ): (request: TRequest, response: TResponse, next?: any) => any {
    return filterByVersion(handler, version, versioningOptions);
  }

  /**
   * Converts a path of a decorator to the syntax of the library, if that differs from path-to-regexp 8. The text of
   * the path has what clients always encode decoded. For routers that do not decode paths (see
   * {@link getRouteMatchingOptions}) it is percent-encoded here, as clients send it.
   */
  normalizePath(path: string): string {
    return this.getRouteMatchingOptions().decodePath === false ? encodePathText(path) : path;
  }

  /** Returns how the router compares paths, so that middleware is matched the same way. */
  getRouteMatchingOptions(): RouteMatchingOptions {
    return { caseSensitive: false, ignoreTrailingSlash: true };
  }

  /** Returns whether the first registered of two matching routes is used, instead of the more specific one. */
  isRouteOrderSensitive(): boolean {
    return true;
  }

  // ── the request ───────────────────────────────────────────────────────────────────────────

  /** Returns the requested host, without port. */
  abstract getRequestHostname(request: TRequest): string;
  abstract getRequestMethod(request: TRequest): string;
  /** Returns path and query as the client sent them, including mount paths. */
  abstract getRequestUrl(request: TRequest): string;

  /** Returns the request of Node. */
  rawRequest(request: TRequest): IncomingMessage {
    // The default is for requests that are those of Node, or have them as `raw`.
    const own = request as TRequest & IncomingMessage & { raw?: IncomingMessage };
    return own.raw ?? own;
  }

  // ── failures ──────────────────────────────────────────────────────────────────────────────

  /**
   * Sets the handler for every failure in the library, whatever was thrown. Called once, after the routes. The
   * handler sends a reply, and neither throws nor rejects. Call it for failures after a reply too: it logs them, does
   * not change a complete reply, and closes the connection of an incomplete one.
   */
  abstract setErrorHandler(handler: ErrorHandler<TRequest, TResponse>, prefix?: string): any;

  /**
   * Sets the handler for requests without a matching route. Called once, after the routes. Pass a path that cannot be
   * decoded to the error handler (400), not to this one.
   */
  abstract setNotFoundHandler(handler: RouteHandler<TRequest, TResponse>, prefix?: string): any;

  /**
   * Converts an error of the library to one for exception filters, such as its 413 to `PayloadTooLargeException`. An
   * error with a `statusCode` (or `status`) of 4xx needs no mapping: the client gets that status, and the message if
   * the error has `expose: true`.
   */
  mapException(error: unknown): unknown {
    return error;
  }

  // ── what an application switches on ───────────────────────────────────────────────────────

  /** Adds the parsers for JSON and urlencoded bodies. `rawBody`: store the bytes in `request.rawBody`. */
  abstract registerParserMiddleware(prefix?: string, rawBody?: boolean): any;

  /**
   * Adds a body parser of the library (`app.useBodyParser('text', { limit: '1mb' })`).
   *
   * @throws FrameworkError `PORTICO_NO_BODY_PARSERS` if the library has none
   */
  useBodyParser(_type: any, _rawBody: boolean, _options?: any, _parser?: any): any {
    throw coreError({
      code: 'PORTICO_NO_BODY_PARSERS',
      lines: [
        `app.useBodyParser() was called, but the HTTP adapter "${this.getType()}" has no body parsers to choose from.`,
      ],
      remedies: ['Remove the call, and configure body parsing as the documentation of the adapter says.'],
    });
  }

  /**
   * Adds CORS headers to replies, and replies to preflight requests. Called before body parsers, middleware and routes.
   *
   * @param options those of the package cors, or a function that chooses them for each request; `undefined` for the
   *   defaults (`cors: true`). A promise that their functions return has already been connected to their callbacks
   */
  abstract enableCors(options?: CorsOptions | CorsOptionsDelegate<TRequest>, prefix?: string): any;
  /** Serves files of a folder, with the arguments of the library. */
  abstract useStaticAssets(...args: any[]): any;
  /** Sets the engine of {@link render}: its name, or what the library takes. */
  abstract setViewEngine(engine: any): any;

  /** Sets a hook that is called for each request, before everything else. */
  setOnRequestHook(
    _onRequestHook: (request: TRequest, response: TResponse, done: () => void) => Promise<void> | void,
  ): any {}

  /** Sets a hook that is called for each response after it has been sent, through {@link runHook}. */
  setOnResponseHook(_onResponseHook: (request: TRequest, response: TResponse) => Promise<void> | void): any {}

  /** Runs a hook without awaiting it. Its error or rejection is logged, and does not crash the process. */
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
