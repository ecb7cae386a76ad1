import type { NestApplicationContextOptions } from './application-context-options.js';
import type { CookiesOptions } from './cookies.js';
import type { CorsOptions, CorsOptionsDelegate } from './cors-options.js';
import type { HttpsOptions } from './https-options.js';
import type { RouteConflictPolicy, RouteResolutionStrategy } from './route-resolution.js';

/** How connections end when an application closes. */
export interface GracefulShutdownOptions {
  /**
   * How long requests in flight may take to finish, in milliseconds; what remains then is ended.
   * Meanwhile idle connections are closed and new requests get `Connection: close`.
   */
  timeoutMs: number;
}

/** Whether gateways take part in the configuration of the whole application. */
export interface WebSocketAppOptions {
  /**
   * Whether global enhancers run on the message handlers of gateways. Not set: global guards, interceptors and pipes
   * do, exception filters do not, since most of them write an HTTP reply. `true`: filters too. `false`: none of them.
   */
  inheritAppConfig?: boolean;
}

/** Options of `NestFactory.create()`. */
export interface NestApplicationOptions extends NestApplicationContextOptions {
  /** Cross-origin resource sharing: `true` for the defaults. Default: `false`. */
  cors?: boolean | CorsOptions | CorsOptionsDelegate<any>;
  /** Registers the parsers of JSON and urlencoded bodies. Default: `true`. */
  bodyParser?: boolean;
  /** Serves HTTPS with these options of Node's `https.createServer()`. */
  httpsOptions?: HttpsOptions;
  /** Keeps the unparsed body as `request.rawBody`. Default: `false`. */
  rawBody?: boolean;
  /** Ends connections, idle or active, at once when the application closes. Default: `false`. */
  forceCloseConnections?: boolean;
  /** Drains connections within a time when the application closes. */
  gracefulShutdown?: GracefulShutdownOptions;
  /** Answers new requests on kept-alive connections with 503 while the application closes. Default: `false`. */
  return503OnClosing?: boolean;
  /** Signing of cookies. */
  cookies?: CookiesOptions;
  /** Looks for conflicting routes at start. */
  routeConflictPolicy?: RouteConflictPolicy;
  /** The order in which routes are registered. Default: `'declaration'`. */
  routeResolutionStrategy?: RouteResolutionStrategy;
  /**
   * Replies with 405 and the header `Allow`, instead of 404, where a path has routes of other methods.
   * Default: `false`.
   */
  methodNotAllowed?: boolean;
  /** How gateways are served. */
  webSockets?: WebSocketAppOptions;
}

/** Options of `app.connectMicroservice()`. */
export interface NestHybridApplicationOptions {
  /** The microservice takes part in global enhancers. Default: `false`. */
  inheritAppConfig?: boolean;
  /** Starts the hooks of the microservice only when it listens. Default: `false`. */
  deferInitialization?: boolean;
}
