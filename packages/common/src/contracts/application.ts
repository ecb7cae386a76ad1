import type { INestApplicationContext } from './application-context.js';
import type { NestHybridApplicationOptions } from './application-options.js';
import type { CanActivate } from './can-activate.js';
import type { CorsOptions, CorsOptionsDelegate } from './cors-options.js';
import type { CsrfProtectionOptions } from './csrf-protection.js';
import type { ExceptionFilter } from './exception-filter.js';
import type { GlobalPrefixOptions } from './global-prefix-options.js';
import type { HttpServer } from './http-server.js';
import type { INestMicroservice } from './microservice.js';
import type { NestInterceptor } from './nest-interceptor.js';
import type { PipeTransform } from './pipe-transform.js';
import type { SecurityHeadersOptions } from './security-headers.js';
import type { ServerListenOptions } from './server-listen-options.js';
import type { VersioningOptions } from './versioning.js';
import type { WebSocketAdapter, WebSocketAdapterOptions } from './web-socket-adapter.js';

/** An application with an HTTP server. */
export interface INestApplication<TServer = any> extends INestApplicationContext {
  /** Hands a middleware of the platform's own kind to the platform. */
  use(...args: any[]): this;
  /** Turns on cross-origin resource sharing. */
  enableCors(options?: CorsOptions | CorsOptionsDelegate<any>): void;
  /** Turns on versions of routes. */
  enableVersioning(options?: VersioningOptions): this;
  /** Sets security headers on every response; to be called once, before `init()`. */
  useSecurityHeaders(options?: SecurityHeadersOptions): this;
  /** Refuses unsafe cross-origin requests of browsers with 403; to be called before `init()`. */
  enableCsrfProtection(options?: CsrfProtectionOptions): this;
  /**
   * Starts to listen.
   *
   * @param port a port, 0 for any free one, or the path of a unix socket.
   * @returns the server of Node; rejects when it cannot listen (`EADDRINUSE`), and the application can still be closed.
   */
  listen(port: number | string): Promise<any>;
  listen(port: number | string, callback: () => void): Promise<any>;
  listen(port: number | string, hostname: string): Promise<any>;
  listen(port: number | string, hostname: string, callback: () => void): Promise<any>;
  /**
   * Starts to listen with several servers at once: all serve the same routes and gateways, and `close()` ends all.
   *
   * @returns the servers of Node, in the order of the entries; rejects when one cannot listen, and then none does
   * @example await app.listen([{ port: 80 }, { port: 443, httpsOptions: { key, cert } }]);
   */
  listen(servers: readonly ServerListenOptions[], callback?: () => void): Promise<any>;
  /** The URL at which the application listens. */
  getUrl(): Promise<string>;
  /** Puts a path before all routes but the excluded. */
  setGlobalPrefix(prefix: string, options?: GlobalPrefixOptions): this;
  /** The adapter that gateways use. */
  useWebSocketAdapter(adapter: WebSocketAdapter, options?: WebSocketAdapterOptions): this;
  /** Connects a microservice, where a package for microservices is installed. */
  connectMicroservice<T extends object = any>(
    options: T,
    hybridOptions?: NestHybridApplicationOptions,
  ): INestMicroservice;
  getMicroservices(): INestMicroservice[];
  startAllMicroservices(): Promise<this>;
  /** The server of Node underneath. */
  getHttpServer(): TServer;
  getHttpAdapter(): HttpServer;
  useGlobalFilters(...filters: ExceptionFilter[]): this;
  useGlobalPipes(...pipes: PipeTransform<any>[]): this;
  useGlobalInterceptors(...interceptors: NestInterceptor[]): this;
  useGlobalGuards(...guards: CanActivate[]): this;
}
