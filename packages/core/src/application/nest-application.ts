import type { Server } from 'node:http';
import {
  type CanActivate,
  type CorsOptions,
  type CorsOptionsDelegate,
  type CsrfProtectionOptions,
  type ExceptionFilter,
  type GlobalPrefixOptions,
  type INestApplication,
  type INestMicroservice,
  type NestApplicationOptions,
  type NestInterceptor,
  type PipeTransform,
  type SecurityHeadersOptions,
  type ServerListenOptions,
  type VersioningOptions,
  VersioningType,
  type WebSocketAdapter,
  type WebSocketAdapterOptions,
} from '@portico/common';
import { coreError } from '../errors/core-error.js';
import { counterparts } from '../errors/counterparts.js';
import type { AbstractHttpAdapter } from '../http/abstract-http-adapter.js';
import { HttpAdapterHost } from '../http/adapter-host.js';
import { guardCors } from '../http/guard-cors.js';
import { HttpRuntime } from '../http/http-runtime.js';
import { csrfProtection } from '../http/security/csrf-protection.js';
import { securityHeaders } from '../http/security/security-headers.js';
import { ApplicationServers } from '../http/servers/application-servers.js';
import { explainingTls } from '../http/servers/create-server.js';
import { urlOfServer } from '../http/servers/server-url.js';
import { applicationClosed } from '../lifecycle/lifecycle-errors.js';
import { TransportRunner } from '../transports/transport-runner.js';
import { assertFreeName } from './adapter-name.js';
import { NestApplicationContext } from './application-context.js';
import type { ApplicationEnvironment } from './application-environment.js';
import { forwardToAdapter } from './forward-to-adapter.js';
import { warnOfReleases } from './releases.js';
import { warnOfStoppedWork } from './stopped-work.js';

/**
 * An application with an HTTP server, created by `NestFactory.create()`. Other members of the adapter (`app.set(…)`,
 * `app.register(…)`, `app.inject(…)`) can be called on it too.
 *
 * @see https://docs.nestjs.com/first-steps
 */
export class NestApplication extends NestApplicationContext<NestApplicationOptions> implements INestApplication {
  private readonly adapter: AbstractHttpAdapter;
  private readonly runtime: HttpRuntime;
  private readonly transports: TransportRunner;
  private readonly servers: ApplicationServers;
  private adapterHost: HttpAdapterHost | undefined;
  private opening: Promise<Server | Server[]> | undefined;

  /** @throws FrameworkError `PORTICO_INVALID_HTTPS_OPTIONS` for a bad key or certificate */
  constructor(environment: ApplicationEnvironment, adapter: AbstractHttpAdapter, options: NestApplicationOptions = {}) {
    super(environment, options);
    this.adapter = adapter;
    explainingTls(() => adapter.initHttpServer(options));
    adapter.setCookiesOptions(options.cookies);
    this.servers = new ApplicationServers(adapter, options.httpsOptions);
    this.runtime = new HttpRuntime(environment, adapter);
    this.transports = new TransportRunner(environment, this, () => this.servers.servers.slice(0, 1));
    environment.config.inheritedByGateways = options.webSockets?.inheritAppConfig;
    environment.config.forceCloseConnections =
      options.forceCloseConnections ?? adapter.endsConnectionsOnClose?.() === true;
    forwardToAdapter(this, adapter);
  }

  // ── what it adds to the lifecycle ───────────────────────────────────────────────────────────

  protected override async prepare(): Promise<void> {
    const { cors, bodyParser, rawBody } = this.options;
    await this.adapter.init();
    if (cors) await this.enableCors(cors === true ? undefined : cors);
    if (bodyParser !== false) await this.adapter.registerParserMiddleware(undefined, rawBody === true);
    await this.transports.bind();
    await this.runtime.bind(this.options);
  }

  protected override complete(): void {
    this.runtime.bindFailures();
  }

  protected override ready(): void {
    // The platforms that core has found have been loaded by now.
    warnOfReleases();
    this.logger.log('Application successfully started');
    this.flushLogsIfAutoFlushEnabled();
  }

  protected override async prepareClose(): Promise<void> {
    if (this.options.return503OnClosing) this.servers.refuse();
    try {
      await this.transports.beforeClose();
    } finally {
      await this.adapter.beforeClose();
    }
  }

  protected override async dispose(): Promise<void> {
    // A server that is about to listen can be closed only after it listens.
    await this.opening?.catch(() => undefined);
    try {
      await this.closeConnections();
    } finally {
      if (this.adapterHost) this.adapterHost.listening = false;
      await this.adapter.close();
    }
  }

  /** Requests and the clients of transports drain together, under one deadline. */
  private async closeConnections(): Promise<void> {
    const { forceCloseConnections: force } = this.environment.config;
    const timeoutMs = this.options.gracefulShutdown?.timeoutMs;
    const closing = this.transports.close({
      ...(timeoutMs !== undefined && { deadline: Date.now() + Math.max(0, timeoutMs) }),
    });
    const closed = closing.catch(() => undefined);
    // The transport terminates its clients, so that it can notify the gateways.
    if (force) await closed;
    const requests = await this.servers.drain({ force, timeoutMs, transports: closed });
    warnOfStoppedWork({ 'HTTP requests': requests, ...(await closing) });
  }

  // ── listening ───────────────────────────────────────────────────────────────────────────────

  /**
   * Starts the application, and listens for connections.
   *
   * @param port a port, `0` for any free one, the path of a unix socket, or options of Node's `server.listen`
   * @returns Node's server
   * @throws (as rejection) if it cannot listen, for example `EADDRINUSE`; the application can still be closed
   *
   * @example await app.listen(3000);
   * @example await app.listen(0, '127.0.0.1');
   */
  listen(port: number | string | object, callback?: () => void): Promise<any>;
  listen(port: number | string, hostname: string, callback?: () => void): Promise<any>;
  /**
   * Listens with several servers. All of them serve the routes and gateways, and `close()` closes all.
   *
   * @returns Node's servers, in the order of the entries
   * @throws (as rejection) if one of them cannot listen; then none does
   *
   * @example await app.listen([{ port: 80 }, { port: 443, httpsOptions: { key, cert } }]);
   */
  listen(servers: readonly ServerListenOptions[], callback?: () => void): Promise<any>;
  async listen(...args: unknown[]): Promise<any> {
    await this.init();
    // A `close()` that was called in the meantime would not close a server that starts to listen now.
    if (this.isClosing) throw applicationClosed();
    const last = args.at(-1);
    const callback = typeof last === 'function' ? last : undefined;
    if (callback) args.pop();
    const [first] = args;
    this.opening = Array.isArray(first) ? this.servers.listenAll(first) : this.listenOnce(args);
    const listening = await this.opening;
    const host = this.get<HttpAdapterHost>(HttpAdapterHost);
    host.listening = true;
    this.adapterHost = host;
    callback?.();
    return listening;
  }

  /**
   * The URL of the application on this machine; for a unix socket, `http+unix://` with the encoded path as host.
   *
   * @throws (as rejection) FrameworkError `PORTICO_NOT_LISTENING`
   */
  async getUrl(): Promise<string> {
    for (const server of this.servers.servers) {
      const url = urlOfServer(server);
      if (url !== undefined) return url;
    }
    throw coreError({
      code: 'PORTICO_NOT_LISTENING',
      counterpart: counterparts.notListening(),
      lines: ['app.getUrl() was called, but the application is not listening.'],
      remedies: ['Call await app.listen(port) first. After app.close() the application has no URL.'],
    });
  }

  private async listenOnce(args: readonly unknown[]): Promise<Server> {
    await this.servers.listen(args);
    return this.servers.first;
  }

  // ── the platform ────────────────────────────────────────────────────────────────────────────

  getHttpAdapter(): AbstractHttpAdapter {
    return this.adapter;
  }

  /** The HTTP server of Node, also before `listen()`. */
  getHttpServer(): any {
    return this.adapter.getHttpServer();
  }

  /** Adds middleware of the HTTP library, which runs before that of modules. */
  use(...args: any[]): this {
    this.adapter.use(...args);
    return this;
  }

  /**
   * Adds a body parser of the platform, in addition to those for JSON and urlencoded bodies.
   *
   * @example app.useBodyParser('text', { limit: '1mb' });
   */
  useBodyParser(...args: any[]): this {
    const [type, ...rest] = args;
    this.adapter.useBodyParser(type, this.options.rawBody === true, ...rest);
    return this;
  }

  /** Enables cross-origin resource sharing. */
  enableCors(options?: CorsOptions | CorsOptionsDelegate<any>): any {
    return this.adapter.enableCors(guardCors(options));
  }

  /**
   * Sets security headers on every response. Call it before other middleware.
   *
   * @throws FrameworkError `PORTICO_INVALID_SECURITY_OPTION` for an option that would break its header
   */
  useSecurityHeaders(options?: SecurityHeadersOptions): this {
    return this.use(securityHeaders(options));
  }

  /**
   * Refuses unsafe cross-site requests of browsers with 403.
   *
   * @throws TypeError for an invalid trusted origin
   */
  enableCsrfProtection(options?: CsrfProtectionOptions): this {
    return this.use(csrfProtection(options));
  }

  useStaticAssets(...args: any[]): this {
    this.adapter.useStaticAssets(...args);
    return this;
  }

  setViewEngine(engine: any): this {
    this.adapter.setViewEngine(engine);
    return this;
  }

  // ── configuration ───────────────────────────────────────────────────────────────────────────

  /** Enables versioning of routes. Default: the version is in the path, `/v1/cats`. */
  enableVersioning(options: VersioningOptions = { type: VersioningType.URI }): this {
    this.environment.config.enableVersioning(options);
    return this;
  }

  /**
   * Sets a path prefix for all routes except the excluded ones.
   *
   * @example app.setGlobalPrefix('api', { exclude: ['health'] });
   */
  setGlobalPrefix(prefix: string, options?: GlobalPrefixOptions): this {
    this.environment.config.setGlobalPrefix(prefix);
    if (options) this.environment.config.setGlobalPrefixOptions(options);
    return this;
  }

  useGlobalFilters(...filters: ExceptionFilter[]): this {
    this.environment.config.useGlobalFilters(...filters);
    return this;
  }

  useGlobalPipes(...pipes: PipeTransform<any>[]): this {
    this.environment.config.useGlobalPipes(...pipes);
    return this;
  }

  useGlobalInterceptors(...interceptors: NestInterceptor[]): this {
    this.environment.config.useGlobalInterceptors(...interceptors);
    return this;
  }

  useGlobalGuards(...guards: CanActivate[]): this {
    this.environment.config.useGlobalGuards(...guards);
    return this;
  }

  /**
   * Sets the adapter that gateways use or, with a `name`, adds an adapter for the gateways that select it.
   *
   * @throws FrameworkError `PORTICO_ADAPTER_NAME` for a name that is empty or has an adapter
   * @example
   * app.useWebSocketAdapter(new IoAdapter(app)).useWebSocketAdapter(new WsAdapter(app), { name: 'ws' });
   * // \@WebSocketGateway({ adapter: 'ws' })
   */
  useWebSocketAdapter(adapter: WebSocketAdapter, options?: WebSocketAdapterOptions): this {
    if (this.isInitialized) {
      this.logger.warn(
        'useWebSocketAdapter() was called after the application had been initialized, so its gateways keep their adapter. ' +
          'Call it before app.init() and app.listen().',
      );
    }
    const { config } = this.environment;
    const { name, inheritAppConfig } = options ?? {};
    if (name !== undefined) {
      assertFreeName(name, config.getNamedAdapters());
      config.addNamedAdapter(name, { adapter, inheritedByGateways: inheritAppConfig });
      return this;
    }
    config.setIoAdapter(adapter);
    if (inheritAppConfig !== undefined) config.inheritedByGateways = inheritAppConfig;
    return this;
  }

  // ── what other frameworks of this API have ──────────────────────────────────────────────────

  /** @throws FrameworkError `PORTICO_NO_MICROSERVICES`, always: there are none. */
  connectMicroservice(): INestMicroservice {
    throw coreError({
      code: 'PORTICO_NO_MICROSERVICES',
      lines: [
        'app.connectMicroservice() is not available: Portico supports HTTP and WebSockets, but no microservice transports.',
      ],
      remedies: ['Use the client library of your broker in a provider, and start it in onApplicationBootstrap().'],
    });
  }

  /** None. */
  getMicroservices(): INestMicroservice[] {
    return [];
  }

  /** Nothing is to be started. */
  async startAllMicroservices(): Promise<this> {
    return this;
  }
}
