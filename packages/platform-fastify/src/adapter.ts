import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { type NestApplicationOptions, RequestMethod, StreamableFile } from '@portico/common';
import {
  AbstractHttpAdapter,
  type ConnectMiddleware,
  type ErrorHandler,
  type MountPath,
  mountMiddleware,
  type NextFunction,
  type Replier,
  type ReplyPlan,
  type RouteHandler,
  type RouteMatchingOptions,
  type RouteRegistration,
} from '@portico/core';
import type {
  FastifyInstance,
  FastifyReply,
  FastifyRequest,
  HTTPMethods,
  InjectOptions,
  LightMyRequestChain,
  LightMyRequestResponse,
  RouteOptions,
} from 'fastify';
import { BodyParsers, type FastifyBodyParser, type NestFastifyBodyParserOptions } from './body-parsing.js';
import { paramsOf, type RegisteredRoute, reroutedPaths } from './empty-parameters.js';
import { codeOf, httpsOnForeignInstance, viewEngineMissing, viewEngineName } from './errors.js';
import { createInstance, isInstance, withWebDavMethods } from './instance.js';
import { listenOptions } from './listen-options.js';
import { NextRoutes } from './next-routes.js';
import { OptionChoice } from './option-choice.js';
import type { FastifyAdapterOptions, FastifyServer } from './options.js';
import {
  isCookiePlugin,
  loadPlugin,
  type PluginModule,
  runPlugin,
  sharedPlugin,
  withOwnHooks,
  withParserFor,
} from './plugins.js';
import { removeInvalidHeaders, sendBody, takeOver } from './reply.js';
import { paramsReader } from './request.js';
import { RequestHooks } from './request-hooks.js';
import { explainMismatch } from './response-schema/explain-mismatch.js';
import { withJsonSchemas } from './response-schema/response-schemas.js';
import { toFastifyPaths } from './route-paths.js';
import { SlashRoutes } from './slash-routes.js';
import { proxyAddress, type TrustProxy, trustProxy } from './trust-proxy.js';
import { FormRoutes } from './upload/form-routes.js';
import { isMultipartDemanded } from './upload/multipart-demand.js';
import { loadMultipart, withHeaderLimit } from './upload/multipart-plugin.js';

const NOTHING = Symbol('nothing');

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
export class FastifyAdapter<TServer extends FastifyServer = FastifyServer> extends AbstractHttpAdapter<
  TServer,
  FastifyRequest,
  FastifyReply
> {
  declare protected instance: FastifyInstance;
  private readonly ownOptions: FastifyAdapterOptions | undefined;
  private readonly trustsProxy: TrustProxy | undefined;
  private parsers: BodyParsers;
  private hooks: RequestHooks;
  private optionChoice: OptionChoice;
  /** Set until all of them are registered. */
  private readonly routes: RegisteredRoute[] = [];
  private errorHandler: ErrorHandler<FastifyRequest, FastifyReply> | undefined;
  /** Streams that are being sent, with the callback for a failure before the first byte. */
  private readonly streamFailures = new WeakMap<FastifyReply, (error: Error) => void>();
  /** The reply that `send` is serializing, and its error. */
  private sending: FastifyReply | undefined;
  private readonly slashRoutes = new SlashRoutes();
  private readonly nextRoutes = new NextRoutes();
  private sendFailure: unknown = NOTHING;
  private isBound = false;
  private hasCookies = false;
  private readonly forms = new FormRoutes(this);
  private servesStatic = false;

  /** @param instanceOrOptions a Fastify instance, or the options of `fastify()` */
  constructor(instanceOrOptions?: FastifyInstance | FastifyAdapterOptions) {
    super();
    if (isInstance(instanceOrOptions)) {
      this.instance = withWebDavMethods(instanceOrOptions);
    } else {
      this.ownOptions = instanceOrOptions ?? {};
      this.trustsProxy = trustProxy(this.ownOptions.trustProxy);
      this.instance = this.makeInstance(this.ownOptions);
    }
    this.parsers = this.makeParsers();
    this.hooks = this.makeHooks();
    this.optionChoice = new OptionChoice(this.instance);
  }

  getType(): string {
    return 'fastify';
  }

  override async init(): Promise<void> {
    if (isMultipartDemanded()) this.acceptForms();
  }

  initHttpServer(options: NestApplicationOptions): void {
    if (options.httpsOptions) {
      if (!this.ownOptions) throw httpsOnForeignInstance();
      this.instance = this.makeInstance({ ...this.ownOptions, https: options.httpsOptions });
      this.parsers = this.makeParsers();
      this.hooks = this.makeHooks();
      this.optionChoice = new OptionChoice(this.instance);
    }
    if (!this.ownOptions) {
      // Its owner can add hooks at any time, and may have added some that set headers.
      this.hooks.headersMayStand = true;
      this.hooks.reserve();
    }
    // The type parameter is chosen by the options of the instance.
    this.httpServer = this.instance.server as TServer;
  }

  /** The Fastify instance. Its hooks and plugins run after the middleware of the application. */
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

  /** According to the option `trustProxy`. If the application passes a Fastify instance, that option cannot be read. */
  override clientAddressOf(request: IncomingMessage): string | undefined {
    if (!this.trustsProxy) return request.socket.remoteAddress;
    return proxyAddress(request, this.trustsProxy);
  }

  /**
   * Of the plugins that the application has registered with its own Fastify instance, only those that are loaded by now
   * are known.
   */
  override usesCookies(): boolean {
    return super.usesCookies() || this.hasCookies || this.instance.hasRequestDecorator('cookies');
  }

  override async ready(): Promise<void> {
    await this.instance.ready();
  }

  /** According to Fastify's option `forceCloseConnections: true`. */
  override endsConnectionsOnClose(): boolean {
    return (this.ownOptions ?? this.instance.initialConfig).forceCloseConnections === true;
  }

  override async close(): Promise<void> {
    await this.instance.close();
  }

  // ── routes and middleware ─────────────────────────────────────────────────────────────────

  override route(registration: RouteRegistration<FastifyRequest, FastifyReply>): void {
    const { method, path, handler, interceptors } = registration;
    const choices = this.optionChoice
      .optionsOf(registration)
      .map((options) => withJsonSchemas(options, this.instance, `${RequestMethod[method]} ${path}`));
    for (const fastifyPath of toFastifyPaths(path)) {
      const fits = paramsReader(fastifyPath);
      for (const name of this.methodNames(method)) {
        const here = { method: name, path: fastifyPath };
        // Returns nothing, because Fastify would await and send it.
        const run = (request: FastifyRequest, reply: FastifyReply): void => {
          handler(request, reply, (error) => this.proceed(reply, error, here));
        };
        for (const options of choices) {
          const chosen = onlyFor(this.optionChoice.check(options), run);
          this.forms.add(chosen, interceptors);
          this.addFastifyRoute(
            this.slashRoutes.resolve({
              ...this.forms.optionsOf(chosen, options),
              method: name,
              url: fastifyPath.url,
              handler: onlyFor(fits, chosen),
            }),
          );
          this.routes.push({ ...here, options, run: chosen });
          this.nextRoutes.add({ ...here, options, run });
        }
      }
    }
  }

  /** The first route registered for a path is used, as on Express. */
  private addFastifyRoute(options: RouteOptions): void {
    try {
      this.instance.route(options);
    } catch (error) {
      if (codeOf(error) !== 'FST_ERR_DUPLICATED_ROUTE') throw error;
    }
  }

  private reroute(): void {
    for (const { url, route } of reroutedPaths(this.routes.splice(0), this.getRouteMatchingOptions())) {
      const { method, path, options, run } = route;
      this.addFastifyRoute({
        ...this.forms.optionsOf(run, options),
        method,
        url,
        handler: (request, reply) => {
          request.params = paramsOf(path, request.raw.url ?? '/');
          run(request, reply);
        },
      });
    }
  }

  private methodNames(method: RequestMethod): HTTPMethods[] {
    return method === RequestMethod.ALL ? this.instance.supportedMethods : [RequestMethod[method]];
  }

  /** @param from the route that calls `next()`, if there is one */
  private proceed(reply: FastifyReply, error: unknown, from?: Pick<RegisteredRoute, 'method' | 'path'>): void {
    const { request } = reply;
    if (error !== undefined && error !== null) this.fail(error, reply);
    else if (reply.sent) return;
    else if (!from || !this.nextRoutes.run(from, request, (route) => this.startNext(route, reply))) {
      reply.callNotFound();
    }
  }

  /**
   * Fastify has validated the request for the first route, so a route with its own schema or config must not be reached
   * this way.
   */
  private startNext({ options, run }: RegisteredRoute, reply: FastifyReply): void {
    if (Object.keys(options).length > 0) reply.callNotFound();
    else run(reply.request, reply);
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
    const [first, ...others] = args;
    const mounted = isMountPath(first);
    // What is not a path is middleware, as in the documented signatures.
    const handlers = (mounted ? others : args).flat() as ConnectMiddleware[];
    this.hooks.addMiddleware(
      mountMiddleware(mounted ? first : undefined, handlers, () => ({
        ...this.getRouteMatchingOptions(),
        caseSensitive: false,
      })),
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
    const { initialConfig } = this.instance;
    const config: RouterConfig = { ...initialConfig, ...initialConfig.routerOptions };
    return {
      caseSensitive: config.caseSensitive !== false,
      ignoreTrailingSlash: config.ignoreTrailingSlash === true,
      ignoreDuplicateSlashes: config.ignoreDuplicateSlashes === true,
      useSemicolonDelimiter: config.useSemicolonDelimiter === true,
    };
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
    return error instanceof Error && isOfFastify(error) ? Object.assign(error, { expose: true }) : error;
  }

  private onError(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    if (this.sending === reply) {
      this.sendFailure = error;
      return;
    }
    const onStreamFailure = this.streamFailures.get(reply);
    if (onStreamFailure) {
      this.streamFailures.delete(reply);
      for (const name of ['content-length', 'content-disposition']) reply.removeHeader(name);
      // Streams fail with errors.
      onStreamFailure(error as Error);
    } else {
      if (codeOf(error) === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') keepConnection(reply);
      this.errorHandler?.(error, request, reply);
    }
  }

  setNotFoundHandler(handler: RouteHandler<FastifyRequest, FastifyReply>): void {
    this.isBound = true;
    this.reroute();
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

  // ── the request ───────────────────────────────────────────────────────────────────────────

  getRequestHostname(request: FastifyRequest): string {
    // The router uses Node's own request, before Fastify has created its request.
    return request.hostname ?? (request.headers.host ?? '').replace(/:\d+$/, '');
  }

  getRequestMethod(request: FastifyRequest): string {
    // Middleware receives Node's own request, which also has a method.
    return request.method;
  }

  getRequestUrl(request: FastifyRequest): string {
    return request.originalUrl ?? request.url;
  }

  // ── the reply ─────────────────────────────────────────────────────────────────────────────

  reply(reply: FastifyReply, body: unknown, statusCode?: number): void {
    if (isRawResponse(reply)) {
      sendRaw(reply, body, statusCode);
      return;
    }
    if (statusCode !== undefined) reply.code(statusCode);
    if (body instanceof StreamableFile) this.replyFile(reply, body);
    else this.send(reply, body);
  }

  override createReplier(plan: ReplyPlan): Replier<FastifyRequest, FastifyReply> {
    const { status, headers } = plan;
    return (_request, reply, body) => {
      if (status !== undefined) reply.code(status);
      for (const [name, value] of headers) reply.header(name, value);
      this.send(reply, body);
    };
  }

  /** Throws errors of serializing the body, so that the filters of the handler can reply. */
  private send(reply: FastifyReply, body: unknown): void {
    this.sending = reply;
    try {
      sendBody(reply, body);
    } catch (error) {
      removeInvalidHeaders(reply);
      throw error;
    } finally {
      this.sending = undefined;
    }
    if (this.sendFailure === NOTHING) return;
    const failure = this.sendFailure;
    this.sendFailure = NOTHING;
    throw explainMismatch(failure, reply);
  }

  override replyStream(reply: FastifyReply, stream: Readable, onError: (error: Error) => void): void {
    this.streamFailures.set(reply, onError);
    reply.send(stream);
  }

  override takeOver(reply: FastifyReply): ServerResponse {
    return isRawResponse(reply) ? reply : takeOver(reply);
  }

  status(reply: FastifyReply, statusCode: number): unknown {
    if (isRawResponse(reply)) reply.statusCode = statusCode;
    // 200 is already the default; setting it would make Fastify's own `reply.redirect(url)` respond with 200 instead of
    // 302.
    else if (statusCode !== 200 || reply.statusCode !== 200) reply.code(statusCode);
    return reply;
  }

  end(reply: FastifyReply, message?: string): unknown {
    return isRawResponse(reply) ? reply.end(message) : reply.send(message);
  }

  async render(reply: FastifyReply, view: string, options: object): Promise<void> {
    if (typeof reply.viewAsync !== 'function') throw viewEngineMissing(view);
    const html = await reply.viewAsync(view, options);
    if (!reply.getHeader('content-type')) reply.type('text/html; charset=utf-8');
    reply.send(html);
  }

  redirect(reply: FastifyReply, statusCode: number, url: string): void {
    reply.redirect(encodeUrl(url), statusCode ?? 302);
  }

  isHeadersSent(reply: FastifyReply): boolean {
    return isRawResponse(reply) ? reply.headersSent : reply.sent || reply.raw.headersSent;
  }

  setHeader(reply: FastifyReply, name: string, value: string): unknown {
    return isRawResponse(reply) ? reply.setHeader(name, value) : reply.header(name, value);
  }

  getHeader(reply: FastifyReply, name: string): unknown {
    return reply.getHeader(name);
  }

  override removeHeader(reply: FastifyReply, name: string): unknown {
    return reply.removeHeader(name);
  }

  appendHeader(reply: FastifyReply, name: string, value: string): unknown {
    // Fastify itself adds cookies to existing ones.
    if (!isRawResponse(reply) && name.toLowerCase() === 'set-cookie') return reply.header(name, value);
    const standing = reply.getHeader(name);
    const joined = standing === undefined ? value : [...[standing].flat().map(String), value];
    return isRawResponse(reply) ? reply.setHeader(name, joined) : reply.header(name, joined);
  }

  // ── what an application switches on ───────────────────────────────────────────────────────

  registerParserMiddleware(_prefix?: string, rawBody = false): void {
    this.parsers.addDefaults(rawBody);
  }

  /**
   * Adds a parser for a media type, several of them or a pattern.
   *
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
    this.hooks.reserve();
    this.instance.register(
      sharedPlugin(async (instance) => {
        const cors = await loadPlugin('@fastify/cors', 'enableCors()', () => import('@fastify/cors'));
        // Refusals of middleware also need CORS headers, because browsers would hide the reason otherwise.
        await runPlugin(
          cors,
          withOwnHooks(instance, (hook) => this.hooks.add(hook)),
          options ?? {},
        );
      }),
    );
    return this;
  }

  useStaticAssets(options: { root: string | string[]; prefix?: string; [option: string]: unknown }): this {
    const settings = { ...(this.servesStatic && { decorateReply: false }), ...options };
    this.servesStatic = true;
    this.registerOptional('@fastify/static', 'useStaticAssets()', () => import('@fastify/static'), settings);
    return this;
  }

  setViewEngine(options: { engine: object; [option: string]: unknown } | string): this {
    if (typeof options === 'string') throw viewEngineName(options);
    this.registerOptional('@fastify/view', 'setViewEngine()', () => import('@fastify/view'), options);
    return this;
  }

  /**
   * Registers `@fastify/multipart` for all routes, unless the application has done so. Routes with a file interceptor do not
   * need it.
   */
  useMultipart(options: object = {}): this {
    this.forms.acceptsAll = true;
    this.registerMultipart(async (instance) => {
      await instance.register(await loadMultipart(), withHeaderLimit(options));
    });
    return this;
  }

  /** The plugins of an instance are loaded when its routes are registered. */
  private acceptForms(): void {
    this.registerMultipart(async (instance) => {
      if (!this.forms.isNeeded) return;
      const forRoutes = withParserFor(instance, (request) => this.forms.accepts(request));
      await runPlugin(await loadMultipart(), forRoutes, withHeaderLimit({}));
    });
  }

  private registerMultipart(register: (instance: FastifyInstance) => Promise<void>): void {
    this.instance.register(
      sharedPlugin(async (instance) => {
        if (!instance.hasContentTypeParser('multipart/form-data')) await register(instance);
      }),
    );
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

  private registerOptional(name: string, purpose: string, load: () => Promise<PluginModule>, options: object): void {
    this.hooks.reserve();
    this.instance.register(
      sharedPlugin(async (instance) => {
        await instance.register(await loadPlugin(name, purpose, load), options);
      }),
    );
  }

  private makeInstance(options: FastifyAdapterOptions): FastifyInstance {
    return withWebDavMethods(
      createInstance(options, (error, request, reply) => this.errorHandler?.(error, request, reply)),
    );
  }

  private makeHooks(): RequestHooks {
    return new RequestHooks(this.instance, (reply, error) => this.proceed(reply, error));
  }

  private makeParsers(): BodyParsers {
    const options = this.ownOptions ?? this.instance.initialConfig;
    return new BodyParsers(this.instance, {
      proto: options.onProtoPoisoning ?? 'remove',
      constructor: options.onConstructorPoisoning ?? 'remove',
    });
  }
}

/** Fastify closes a connection after an error of a parser, but not where no parser takes a body. */
function keepConnection(reply: FastifyReply): void {
  if (reply.getHeader('connection') === 'close' && reply.raw.shouldKeepAlive) reply.header('connection', 'keep-alive');
}

type Run = (request: FastifyRequest, reply: FastifyReply) => void;

/** Runs for matching requests; for others, no route is found. */
function onlyFor(fits: ((request: FastifyRequest) => boolean) | undefined, run: Run): Run {
  return fits ? (request, reply) => (fits(request) ? run(request, reply) : void reply.callNotFound()) : run;
}

function isOfFastify({ code }: Error & { code?: unknown }): boolean {
  return typeof code === 'string' && code.startsWith('FST_');
}

interface RouterConfig {
  caseSensitive?: boolean;
  ignoreTrailingSlash?: boolean;
  ignoreDuplicateSlashes?: boolean;
  useSemicolonDelimiter?: boolean;
}

function isMountPath(value: unknown): value is MountPath {
  const [first] = [value].flat();
  return typeof first === 'string' || first instanceof RegExp;
}

/** Middleware and its failures use only Node's response. */
function isRawResponse(reply: object): reply is ServerResponse {
  const { raw }: { readonly raw?: unknown } = reply;
  return raw === undefined;
}

function sendRaw(response: ServerResponse, body: unknown, statusCode?: number): void {
  if (statusCode !== undefined) response.statusCode = statusCode;
  if (typeof body === 'object' && body !== null) {
    response.setHeader('content-type', 'application/json; charset=utf-8');
    response.end(JSON.stringify(body));
  } else {
    response.end(body === undefined || body === null ? undefined : String(body));
  }
}

/** Characters that are invalid in a header are percent-encoded; existing escapes are kept. */
function encodeUrl(url: string): string {
  return url.replace(/[^\x21-\x7e]|["<>\\^`{|}]/gu, (character) => encodeURIComponent(character));
}
