import type {
  CorsOptions,
  CorsOptionsDelegate,
  CsrfProtectionOptions,
  INestApplication,
  INestMicroservice,
  NestApplicationOptions,
  SecurityHeadersOptions,
  ServerListenOptions,
} from '@portico/common';
import { numberOption } from '@portico/common/internal';
import { coreError } from '../errors/core-error.js';
import type { AbstractHttpAdapter } from '../http/abstract-http-adapter.js';
import { HttpAdapterHost } from '../http/adapter-host.js';
import { guardCors } from '../http/guard-cors.js';
import { HttpRuntime } from '../http/http-runtime.js';
import { csrfProtection } from '../http/security/csrf-protection.js';
import { securityHeaders } from '../http/security/security-headers.js';
import { ApplicationServers } from '../http/servers/application-servers.js';
import { explainingTls } from '../http/servers/create-server.js';
import { TransportRunner } from '../transports/transport-runner.js';
import type { ApplicationEnvironment } from './application-environment.js';
import { ConfigurableApplication } from './configurable-application.js';
import { forwardToAdapter } from './forward-to-adapter.js';
import { warnOfReleases } from './warn-of-releases.js';
import { warnOfStoppedWork } from './warn-of-stopped-work.js';

/**
 * An application with an HTTP server, created by `NestFactory.create()`. Other members of the adapter (`app.set(…)`,
 * `app.register(…)`, `app.inject(…)`) can be called on it too.
 *
 * @see https://docs.nestjs.com/first-steps
 */
export class NestApplication extends ConfigurableApplication implements INestApplication {
  private readonly adapter: AbstractHttpAdapter;
  private readonly runtime: HttpRuntime;
  private readonly transports: TransportRunner;
  private readonly servers: ApplicationServers;
  private adapterHost: HttpAdapterHost | undefined;
  /** Milliseconds that requests in flight have to complete; `undefined` for no limit. */
  private readonly drainTimeMs: number | undefined;

  /**
   * @throws FrameworkError `PORTICO_INVALID_HTTPS_OPTIONS` for a bad key or certificate, `PORTICO_INVALID_NUMBER` for a bad
   *   time limit
   */
  constructor(environment: ApplicationEnvironment, adapter: AbstractHttpAdapter, options: NestApplicationOptions = {}) {
    super(environment, options);
    this.adapter = adapter;
    this.drainTimeMs = numberOption(
      'The application',
      'gracefulShutdown.timeoutMs',
      options.gracefulShutdown?.timeoutMs,
      {
        kind: 'time',
      },
    );
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
    await this.servers.whenOpened();
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
    const timeoutMs = this.drainTimeMs;
    const closing = this.transports.close({
      ...(timeoutMs !== undefined && { deadline: Date.now() + timeoutMs }),
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
    if (this.isClosing) await this.refuseStart();
    const last = args.at(-1);
    const callback = typeof last === 'function' ? last : undefined;
    if (callback) args.pop();
    const listening = await this.servers.listen(args);
    const host = this.get<HttpAdapterHost>(HttpAdapterHost);
    host.listening = true;
    this.adapterHost = host;
    callback?.();
    return listening;
  }

  /**
   * Returns the URL of the application on this machine; for a unix socket, `http+unix://` with the encoded path as
   * host.
   *
   * @throws (as rejection) FrameworkError `PORTICO_NOT_LISTENING`
   */
  async getUrl(): Promise<string> {
    return this.servers.url;
  }

  // ── the platform ────────────────────────────────────────────────────────────────────────────

  getHttpAdapter(): AbstractHttpAdapter {
    return this.adapter;
  }

  /** Returns the HTTP server of Node, also before `listen()`. */
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
    return this.use(csrfProtection(options, () => this.adapter.getRouteMatchingOptions()));
  }

  useStaticAssets(...args: any[]): this {
    this.adapter.useStaticAssets(...args);
    return this;
  }

  setViewEngine(engine: any): this {
    this.adapter.setViewEngine(engine);
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

  /** Returns an empty list. */
  getMicroservices(): INestMicroservice[] {
    return [];
  }

  /** Does nothing: there are no microservices to start. */
  async startAllMicroservices(): Promise<this> {
    return this;
  }
}
