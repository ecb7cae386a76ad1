import type { IncomingMessage, ServerResponse } from 'node:http';
import { type NestApplicationOptions, RequestMethod } from '@portico/common';
import {
  type ConnectMiddleware,
  type ErrorHandler,
  hasAmbiguousSegments,
  type MountPath,
  mountMiddleware,
  type NextFunction,
  type RouteHandler,
  type RouteMatchingOptions,
  type RouteRegistration,
  warnOfMissingFolder,
} from '@portico/core/adapters';
import type {
  FastifyInstance,
  FastifyPluginAsync,
  FastifyReply,
  FastifyRequest,
  InjectOptions,
  LightMyRequestChain,
  LightMyRequestResponse,
} from 'fastify';
import { BodyParsers, type FastifyBodyParser, type NestFastifyBodyParserOptions } from './body/body-parsing.js';
import { codeOf, httpsOnForeignInstance, isFastifyError, viewEngineName } from './errors.js';
import type { FastifyAdapterOptions, FastifyServer } from './options.js';
import { isSecondFailure, sendLastResort } from './reply/last-resort.js';
import { discardHead, keepConnection } from './reply/reply.js';
import { FastifyReplyMethods } from './reply/reply-methods.js';
import { takeError } from './reply/send-or-throw.js';
import { readAbsoluteTargets } from './routing/absolute-targets.js';
import { FastifyRoutes } from './routing/fastify-routes.js';
import { matchingOptionsOf } from './routing/matching-options.js';
import { staticPrefixes } from './routing/static-prefixes.js';
import { corsPlugin } from './server/cors.js';
import { createInstance, isInstance, withWebDavMethods } from './server/create-instance.js';
import { decodePrefix } from './server/decoded-prefix.js';
import { adaptHttp2Headers } from './server/http2-headers.js';
import { limitHttp2Requests } from './server/http2-requests.js';
import { listenOptions } from './server/listen-options.js';
import { isCookiePlugin, optionalPlugin, sharedPlugin } from './server/plugins.js';
import { RequestHooks } from './server/request-hooks.js';
import { proxyAddress, type TrustProxy, trustProxy } from './server/trust-proxy.js';
import { readUseArguments } from './server/use-arguments.js';
import { watchSendHooks } from './server/watch-send-hooks.js';
import { isMultipartDemanded } from './upload/form-readers.js';
import { FormRoutes } from './upload/form-routes.js';
import { formRoutesPlugin, multipartPlugin } from './upload/multipart-plugin.js';

/**
 * Fastify 5 as the HTTP platform.
 *
 * @example
 * const app = await NestFactory.create<NestFastifyApplication>(AppModule, new FastifyAdapter({ logger: true }));
 *
 * @example
 * // with your own Fastify instance
 * new FastifyAdapter(fastify({ https: { key, cert } }));
 *
 * @see https://docs.nestjs.com/techniques/performance
 */
export class FastifyAdapter<TServer extends FastifyServer = FastifyServer> extends FastifyReplyMethods<TServer> {
  declare protected instance: FastifyInstance;
  private readonly ownOptions: FastifyAdapterOptions | undefined;
  private readonly trustsProxy: TrustProxy | undefined;
  private parsers: BodyParsers;
  private hooks: RequestHooks;
  private readonly forms = new FormRoutes(this);
  private readonly routes = new FastifyRoutes(
    this.forms,
    (error, reply) => this.fail(error, reply),
    (error, request, reply) => this.onError(error, request, reply),
  );
  private errorHandler: ErrorHandler<FastifyRequest, FastifyReply> | undefined;
  private isBound = false;
  private hasCookies = false;
  private servesStatic = false;

  /** @param instanceOrOptions a Fastify instance, or the options of `fastify()` */
  constructor(instanceOrOptions?: FastifyInstance | FastifyAdapterOptions) {
    super();
    if (isInstance(instanceOrOptions)) {
      this.instance = withWebDavMethods(instanceOrOptions);
      this.mayRunSendHooks = true;
    } else {
      this.ownOptions = instanceOrOptions ?? {};
      this.trustsProxy = trustProxy(this.ownOptions.trustProxy);
      this.instance = this.makeInstance(this.ownOptions);
    }
    this.parsers = this.makeParsers();
    this.hooks = this.makeHooks();
  }

  getType(): string {
    return 'fastify';
  }

  override async init(): Promise<void> {
    if (isMultipartDemanded()) this.instance.register(formRoutesPlugin(this.forms));
  }

  initHttpServer(options: NestApplicationOptions): void {
    if (options.httpsOptions) {
      if (!this.ownOptions) throw httpsOnForeignInstance();
      this.instance = this.makeInstance({ ...this.ownOptions, https: options.httpsOptions });
      this.parsers = this.makeParsers();
      this.hooks = this.makeHooks();
    }
    if (!this.ownOptions) {
      // Its owner can add hooks at any time, and may have added some that set headers.
      this.hooks.headersMayStand = true;
      this.hooks.reserve();
    }
    // The type parameter is chosen by the options of the instance.
    this.httpServer = this.instance.server as TServer;
    readAbsoluteTargets(this.instance.server);
    adaptHttp2Headers(this.httpServer);
    limitHttp2Requests(this.httpServer, this.ownOptions?.requestTimeout);
  }

  /** Returns the Fastify instance. Its hooks and plugins run after the middleware of the application. */
  override getInstance<T = any>(): T {
    if (!this.isBound) this.hooks.reserve();
    return super.getInstance<T>();
  }

  /** Listens as Fastify does, by default on `127.0.0.1`. Accepts the arguments of Node, or the options of Fastify. */
  override listen(...args: any[]): any {
    const callback: ((error?: Error | null) => void) | undefined =
      typeof args.at(-1) === 'function' ? args.pop() : undefined;
    const options = listenOptions(args);
    if (!callback) return this.instance.listen(options);
    this.instance.listen(options, (error) => callback(error));
  }

  /**
   * Returns the address of a client, according to the option `trustProxy`. If the application passes a Fastify
   * instance, that option cannot be read.
   */
  override clientAddressOf(request: IncomingMessage): string | undefined {
    if (!this.trustsProxy) return request.socket.remoteAddress;
    return proxyAddress(request, this.trustsProxy);
  }

  /**
   * Returns whether the application uses cookies. Of the plugins that the application has registered with its own
   * Fastify instance, only those that are loaded by now are known.
   */
  override usesCookies(): boolean {
    return super.usesCookies() || this.hasCookies || this.instance.hasRequestDecorator('cookies');
  }

  override async ready(): Promise<void> {
    await this.instance.ready();
  }

  /** Returns whether Fastify ends connections when it closes: its option `forceCloseConnections: true`. */
  override endsConnectionsOnClose(): boolean {
    return (this.ownOptions ?? this.instance.initialConfig).forceCloseConnections === true;
  }

  override async close(): Promise<void> {
    await this.instance.close();
  }

  // ── routes and middleware ─────────────────────────────────────────────────────────────────

  override route(registration: RouteRegistration<FastifyRequest, FastifyReply>): void {
    this.routes.add(this.instance, registration);
  }

  private fail(error: unknown, reply: FastifyReply): void {
    if (this.errorHandler) this.errorHandler(error, reply.request, reply);
    else if (!reply.sent) reply.send(error);
  }

  override bindMiddleware(
    dispatch: (request: IncomingMessage, response: ServerResponse, next: NextFunction) => void,
  ): void {
    this.hooks.addMiddleware(dispatch);
  }

  /**
   * Adds middleware for Connect or Express: `use(handler)` or `use(path, handler)`. It gets the request and response
   * of Node. The path has the syntax of path-to-regexp 8, or is a regular expression; case is ignored.
   *
   * @throws FrameworkError `PORTICO_MIDDLEWARE_PATH` if the path cannot be parsed
   */
  override use(...args: (MountPath | ConnectMiddleware | ConnectMiddleware[])[]): this {
    const { path, handlers } = readUseArguments(args);
    this.hooks.addMiddleware(
      mountMiddleware(path, handlers, () => ({ ...this.getRouteMatchingOptions(), caseSensitive: false })),
    );
    return this;
  }

  override createMiddlewareFactory(requestMethod: RequestMethod): (path: string, callback: Function) => any {
    const name = RequestMethod[requestMethod];
    return (path, callback) =>
      this.use(path, (request: { method?: string }, response: unknown, next: NextFunction) =>
        requestMethod === RequestMethod.ALL || request.method === name ? callback(request, response, next) : next(),
      );
  }

  override getRouteMatchingOptions(): RouteMatchingOptions {
    return matchingOptionsOf(this.instance);
  }

  override isRouteOrderSensitive(): boolean {
    return false;
  }

  setErrorHandler(handler: ErrorHandler<FastifyRequest, FastifyReply>): void {
    this.errorHandler = handler;
    this.instance.setErrorHandler((error, request, reply) => {
      this.onError(error, request, reply);
    });
  }

  /** Messages of Fastify's own errors are meant for clients; those of other errors may only be logged. */
  override mapException(error: unknown): unknown {
    return isFastifyError(error) ? Object.assign(error, { expose: true }) : error;
  }

  private onError(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    // Fastify may have failed to write the head, and no longer knows the status with which it tried.
    discardHead(reply);
    if (isSecondFailure(request, reply)) {
      sendLastResort(error, reply);
      return;
    }
    if (takeError(error, reply)) return;
    if (codeOf(error) === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') keepConnection(reply);
    this.errorHandler?.(error, request, reply);
  }

  setNotFoundHandler(handler: RouteHandler<FastifyRequest, FastifyReply>): void {
    this.isBound = true;
    this.routes.addRerouted(this.instance, this.getRouteMatchingOptions());
    this.instance.setNotFoundHandler((request, reply) => {
      handler(request, reply, (error) => error !== undefined && this.fail(error, reply));
    });
  }

  override setOnRequestHook(
    onRequest: (request: FastifyRequest, reply: FastifyReply, done: () => void) => Promise<void> | void,
  ): void {
    this.hooks.add(onRequest);
  }

  override setOnResponseHook(onResponse: (request: FastifyRequest, reply: FastifyReply) => Promise<void> | void): void {
    this.instance.addHook('onResponse', (request, reply, done) => {
      this.runHook(() => onResponse(request, reply));
      done();
    });
  }

  // ── what an application switches on ───────────────────────────────────────────────────────

  registerParserMiddleware(_prefix?: string, rawBody = false): void {
    this.parsers.addDefaults(rawBody);
  }

  /**
   * Adds a parser for a media type, several of them or a pattern.
   *
   * @throws FrameworkError `PORTICO_INVALID_NUMBER` for a limit that is not a valid number
   * @example app.useBodyParser('application/json', { bodyLimit: 10_485_760 });
   */
  override useBodyParser(
    type: string | string[] | RegExp,
    rawBody: boolean,
    options?: NestFastifyBodyParserOptions,
    parser?: FastifyBodyParser,
  ): this {
    this.parsers.use(type, rawBody, options, parser);
    return this;
  }

  /** Enables CORS through `@fastify/cors`; takes its options, or a function that returns them for each request. */
  enableCors(options?: object | Function): this {
    this.addPlugin(corsPlugin(this.hooks, options));
    return this;
  }

  /**
   * Serves files through `@fastify/static`. Unlike there, a file whose name begins with a dot needs `dotfiles: 'allow'`, and
   * none is served for a path with ambiguous segments.
   */
  useStaticAssets(options: { root: string | string[]; prefix?: string; [option: string]: unknown }): this {
    for (const folder of [options.root].flat()) warnOfMissingFolder(folder);
    const { allowedPath } = options;
    const settings = {
      dotfiles: 'ignore',
      ...options,
      allowedPath: (path: string, root: unknown, request: FastifyRequest): boolean =>
        !hasAmbiguousSegments(request.raw.url ?? '/') &&
        (typeof allowedPath !== 'function' || allowedPath(path, root, request) === true),
    };
    for (const prefix of staticPrefixes(options.prefix ?? '/')) {
      const decoration = this.servesStatic && { decorateReply: false };
      this.servesStatic = true;
      this.addPlugin(sharedPlugin((instance) => decodePrefix(instance, prefix)));
      this.addPlugin(
        optionalPlugin('@fastify/static', 'useStaticAssets()', () => import('@fastify/static'), {
          ...decoration,
          ...settings,
          prefix,
        }),
      );
    }
    return this;
  }

  setViewEngine(options: { engine: object; [option: string]: unknown } | string): this {
    if (typeof options === 'string') throw viewEngineName(options);
    this.addPlugin(optionalPlugin('@fastify/view', 'setViewEngine()', () => import('@fastify/view'), options));
    return this;
  }

  /**
   * Registers `@fastify/multipart` for all routes, unless the application has done so. Routes with a file interceptor do not
   * need it.
   */
  useMultipart(options: object = {}): this {
    this.forms.acceptsAll = true;
    this.instance.register(multipartPlugin(options));
    return this;
  }

  /** Registers a Fastify plugin. Its hooks run after the middleware of the application. */
  register(...args: Parameters<FastifyInstance['register']>): ReturnType<FastifyInstance['register']> {
    this.hooks.reserve();
    this.hasCookies ||= isCookiePlugin(args[0]);
    return this.instance.register(...args);
  }

  /** Sends a request without a socket, as Fastify's `inject` does. */
  inject(): LightMyRequestChain;
  inject(options: InjectOptions | string): Promise<LightMyRequestResponse>;
  inject(options?: InjectOptions | string): LightMyRequestChain | Promise<LightMyRequestResponse> {
    return options === undefined ? this.instance.inject() : this.instance.inject(options);
  }

  private addPlugin(plugin: FastifyPluginAsync): void {
    this.hooks.reserve();
    this.instance.register(plugin);
  }

  private makeInstance(options: FastifyAdapterOptions): FastifyInstance {
    const instance = createInstance(options, (error, request, reply) => this.errorHandler?.(error, request, reply));
    watchSendHooks(instance, () => {
      this.mayRunSendHooks = true;
    });
    return withWebDavMethods(instance);
  }

  private makeHooks(): RequestHooks {
    return new RequestHooks(this.instance, (reply, error) => this.routes.proceed(reply, error));
  }

  private makeParsers(): BodyParsers {
    const options = this.ownOptions ?? this.instance.initialConfig;
    return new BodyParsers(this.instance, {
      proto: options.onProtoPoisoning ?? 'remove',
      constructor: options.onConstructorPoisoning ?? 'remove',
    });
  }
}
