import type { CookiesOptions } from '../http/cookies.js';
import type { CorsOptions, CorsOptionsDelegate } from '../http/cors-options.js';
import type { RouteConflictPolicy, RouteResolutionStrategy } from '../routing/route-resolution.js';
import type { NestApplicationContextOptions } from './application-context-options.js';
import type { HttpsOptions } from './https-options.js';

/** How connections are closed when the application closes. */
export interface GracefulShutdownOptions {
  /**
   * How long requests in flight have to complete, in milliseconds; the remaining ones are then ended. Meanwhile, replies
   * have the header `Connection: close`. Idle connections are closed after one second, or after this time if it is less:
   * a proxy may be sending a request on them.
   */
  timeoutMs: number;
}

/** Whether global enhancers apply to gateways. */
export interface WebSocketAppOptions {
  /**
   * Whether global enhancers run on the message handlers of gateways. Not set: global guards, interceptors and pipes
   * do, exception filters do not, since most of them write an HTTP reply. `true`: filters too. `false`: none of them.
   */
  inheritAppConfig?: boolean | undefined;
}

/** Options of `NestFactory.create()`. */
export interface NestApplicationOptions extends NestApplicationContextOptions {
  /** Cross-origin resource sharing: `true` for the defaults. Default: `false`. */
  cors?: boolean | CorsOptions | CorsOptionsDelegate<any> | undefined;
  /** Registers the parsers for JSON and urlencoded bodies. Default: `true`. */
  bodyParser?: boolean | undefined;
  /** Serves HTTPS with these options of Node's `https.createServer()`. */
  httpsOptions?: HttpsOptions | undefined;
  /** Stores the unparsed body as `request.rawBody`. Default: `false`. */
  rawBody?: boolean | undefined;
  /** Closes all connections, idle or active, immediately when the application closes. Default: `false`. */
  forceCloseConnections?: boolean | undefined;
  /** Waits for requests in flight, up to a time limit, when the application closes. */
  gracefulShutdown?: GracefulShutdownOptions | undefined;
  /** Replies with 503 to new requests on kept-alive connections while the application closes. Default: `false`. */
  return503OnClosing?: boolean | undefined;
  /** Signing of cookies. */
  cookies?: CookiesOptions | undefined;
  /** Checks for conflicting routes at start-up. */
  routeConflictPolicy?: RouteConflictPolicy | undefined;
  /** The order in which routes are registered. Default: `'declaration'`. */
  routeResolutionStrategy?: RouteResolutionStrategy | undefined;
  /**
   * Replies with 405 and the header `Allow`, instead of 404, where a path has routes of other methods.
   * Default: `false`.
   */
  methodNotAllowed?: boolean | undefined;
  /** Options of gateways. */
  webSockets?: WebSocketAppOptions | undefined;
}

/** Options of `app.connectMicroservice()`. */
export interface NestHybridApplicationOptions {
  /** Whether global enhancers apply to the microservice. Default: `false`. */
  inheritAppConfig?: boolean | undefined;
  /** Runs the hooks of the microservice only when it starts to listen. Default: `false`. */
  deferInitialization?: boolean | undefined;
}
