import type { HttpServer } from '../adapters/http-server.js';
import type { WebSocketAdapter, WebSocketAdapterOptions } from '../adapters/web-socket-adapter.js';
import type { CorsOptions, CorsOptionsDelegate } from '../http/cors-options.js';
import type { CsrfProtectionOptions } from '../http/csrf-protection.js';
import type { SecurityHeadersOptions } from '../http/security-headers.js';
import type { CanActivate } from '../pipeline/can-activate.js';
import type { ExceptionFilter } from '../pipeline/exception-filter.js';
import type { NestInterceptor } from '../pipeline/nest-interceptor.js';
import type { PipeTransform } from '../pipeline/pipe-transform.js';
import type { GlobalPrefixOptions } from '../routing/global-prefix-options.js';
import type { VersioningOptions } from '../routing/versioning.js';
import type { INestApplicationContext } from './application-context.js';
import type { NestHybridApplicationOptions } from './application-options.js';
import type { INestMicroservice } from './microservice.js';
import type { ServerListenOptions } from './server-listen-options.js';

/** An application with an HTTP server. */
export interface INestApplication<TServer = any> extends INestApplicationContext {
  /** Registers a middleware of the HTTP library. */
  use(...args: any[]): this;
  /** Enables cross-origin resource sharing. */
  enableCors(options?: CorsOptions | CorsOptionsDelegate<any>): void;
  /** Enables versioning of routes. */
  enableVersioning(options?: VersioningOptions): this;
  /** Sets security headers on every response. Call it once, before `init()`. */
  useSecurityHeaders(options?: SecurityHeadersOptions): this;
  /** Refuses unsafe cross-origin requests of browsers with 403. Call it before `init()`. */
  enableCsrfProtection(options?: CsrfProtectionOptions): this;
  /**
   * Starts to listen with several servers. All of them serve the same routes and gateways, and `close()` closes all.
   *
   * @returns the servers of Node, in the order of the entries. If one cannot listen, rejects, and none of them
   *   listens
   * @example await app.listen([{ port: 80 }, { port: 443, httpsOptions: { key, cert } }]);
   */
  listen(servers: readonly ServerListenOptions[], callback?: () => void): Promise<any>;
  // The compiler reports the last signature if none matches, as for a port that may be undefined.
  /**
   * Starts to listen for connections. The type of the result is open, as in the documented contract: applications name
   * as `TServer` what other tools accept, such as the `App` of supertest. `NestExpressApplication` and
   * `NestFastifyApplication` have exact types.
   *
   * @param port a port, 0 for any free one, or the path of a unix socket.
   * @returns the server of Node. Rejects if it cannot listen (`EADDRINUSE`); the application can still be closed.
   */
  listen(port: number | string, hostname: string, callback: () => void): Promise<any>;
  listen(port: number | string, hostname: string): Promise<any>;
  listen(port: number | string, callback: () => void): Promise<any>;
  listen(port: number | string): Promise<any>;
  /** The URL at which the application listens. */
  getUrl(): Promise<string>;
  /** Sets a path prefix for all routes except the excluded ones. */
  setGlobalPrefix(prefix: string, options?: GlobalPrefixOptions): this;
  /** The adapter that gateways use. */
  useWebSocketAdapter(adapter: WebSocketAdapter, options?: WebSocketAdapterOptions): this;
  /** Connects a microservice; Portico has none, so it throws `PORTICO_NO_MICROSERVICES`. */
  connectMicroservice<T extends object = any>(
    options: T,
    hybridOptions?: NestHybridApplicationOptions,
  ): INestMicroservice;
  getMicroservices(): INestMicroservice[];
  startAllMicroservices(): Promise<this>;
  /** The HTTP server of Node. */
  getHttpServer(): TServer;
  getHttpAdapter(): HttpServer;
  useGlobalFilters(...filters: ExceptionFilter[]): this;
  useGlobalPipes(...pipes: PipeTransform<any>[]): this;
  useGlobalInterceptors(...interceptors: NestInterceptor[]): this;
  useGlobalGuards(...guards: CanActivate[]): this;
}
