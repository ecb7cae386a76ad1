import { createServer, type IncomingMessage, type Server } from 'node:http';
import { createServer as createSecureServer, type Server as SecureServer } from 'node:https';
import { createRequire } from 'node:module';
import {
  type CorsOptions,
  type CorsOptionsDelegate,
  invalidHttpsOptions,
  type NestApplicationOptions,
  RequestMethod,
  StreamableFile,
} from '@portico/common';
import { AbstractHttpAdapter } from '@portico/core';
import {
  type ErrorHandler,
  encodeLocation,
  encodePathText,
  hasAmbiguousSegments,
  type NextFunction,
  type Replier,
  type ReplyPlan,
  type RouteHandler,
  type RouteMatchingOptions,
  type RouteRegistration,
  warnOfMissingFolder,
} from '@portico/core/adapters';
import express, { type Express, type Request, type RequestHandler, type Response } from 'express';
import {
  addDefaultParsers,
  addParser,
  type NestExpressBodyParserOptions,
  type NestExpressBodyParserType,
} from './body-parsing.js';
import { encodedMountPath, mountPath } from './mount-path.js';
import type { ServeStaticOptions, ViewEngine } from './options.js';
import { createReplier, renderView, send, sendOrReset } from './reply.js';
import { expressMethod } from './route-methods.js';

const require = createRequire(import.meta.url);

/** The functions of express-session, cookie-parser and cookie-session. */
const COOKIE_MIDDLEWARE: ReadonlySet<string> = new Set(['session', 'cookieParser', '_cookieSession']);

/**
 * Express 5 as the HTTP platform.
 *
 * @example
 * const app = await NestFactory.create<NestExpressApplication>(AppModule, new ExpressAdapter());
 *
 * @example
 * // with your own Express application
 * const server = express();
 * const app = await NestFactory.create(AppModule, new ExpressAdapter(server));
 *
 * @see https://docs.nestjs.com/faq/http-adapter
 */
export class ExpressAdapter extends AbstractHttpAdapter<Server | SecureServer, Request, Response> {
  declare protected instance: Express;
  private errorHandler: ErrorHandler<Request, Response> | undefined;

  /** @param instance an Express application. Default: a new one */
  constructor(instance?: Express) {
    super(instance ?? express());
  }

  getType(): string {
    return 'express';
  }

  initHttpServer(options: NestApplicationOptions): void {
    if (!options.httpsOptions) {
      this.httpServer = createServer(this.instance);
      return;
    }
    try {
      this.httpServer = createSecureServer(options.httpsOptions, this.instance);
    } catch (error) {
      throw invalidHttpsOptions(error);
    }
  }

  /** Returns the address of a client, according to `trust proxy`. */
  override clientAddressOf({ headers, socket }: IncomingMessage): string | undefined {
    return Reflect.get(this.instance.request, 'ip', { app: this.instance, headers, socket, connection: socket });
  }

  override usesCookies(): boolean {
    return super.usesCookies() || this.instance.router.stack.some(({ name }) => COOKIE_MIDDLEWARE.has(name));
  }

  // ── routes and middleware ─────────────────────────────────────────────────────────────────

  override route({ method, path, handler }: RouteRegistration<Request, Response>): void {
    // Express would add handlers to a returned value.
    const run: RequestHandler = (request, response, next) => void handler(request, response, next);
    this.instance[expressMethod(method)](path, run);
  }

  /** Adds middleware of Express, for every spelling of the path. */
  override use(...args: any[]): any {
    // An Express application keeps the path at which it is mounted, and others read it.
    const hasApplication = args
      .flat()
      .some((each) => typeof each?.handle === 'function' && typeof each.set === 'function');
    const path = (each: unknown): unknown => {
      if (typeof each !== 'string') return each;
      return hasApplication ? encodedMountPath(each) : mountPath(each, this.instance.enabled('case sensitive routing'));
    };
    return super.use(...args.map((each) => (Array.isArray(each) ? each.map(path) : path(each))));
  }

  override createMiddlewareFactory(requestMethod: RequestMethod): (path: string, callback: Function) => any {
    return (path, callback) => {
      // The documented signature has `Function`.
      const handler = callback as RequestHandler;
      return requestMethod === RequestMethod.ALL
        ? this.instance.use(path, handler)
        : this.instance[expressMethod(requestMethod)](path, handler);
    };
  }

  override getRouteMatchingOptions(): RouteMatchingOptions {
    return {
      caseSensitive: this.instance.enabled('case sensitive routing'),
      ignoreTrailingSlash: this.instance.disabled('strict routing'),
      ignoreDuplicateSlashes: false,
      decodePath: false,
    };
  }

  setErrorHandler(handler: ErrorHandler<Request, Response>, prefix?: string): void {
    this.errorHandler = handler;
    this.useAt(prefix, (error: unknown, request: Request, response: Response, next: NextFunction): void => {
      handler(error, request, response, next);
    });
  }

  /** The message of the router for a parameter that it cannot decode is meant for clients. */
  override mapException(error: unknown): unknown {
    return isUndecodableParameter(error) ? Object.assign(error, { expose: true }) : error;
  }

  setNotFoundHandler(handler: RouteHandler<Request, Response>, prefix?: string): void {
    this.useAt(prefix, (request: Request, response: Response, next: NextFunction): void => {
      handler(request, response, next);
    });
    this.whenRouterIsLeft((error, request, response) => {
      if (error) this.errorHandler?.(error, request, response, ignore);
      else handler(request, response, ignore);
    });
  }

  override setOnRequestHook(
    onRequest: (request: Request, response: Response, done: () => void) => Promise<void> | void,
  ): void {
    this.instance.use((request, response, next) => onRequest(request, response, () => next()));
  }

  override setOnResponseHook(onResponse: (request: Request, response: Response) => Promise<void> | void): void {
    this.instance.use((request, response, next) => {
      response.once('finish', () => this.runHook(() => onResponse(request, response)));
      next();
    });
  }

  // ── the request ───────────────────────────────────────────────────────────────────────────

  getRequestHostname(request: Request): string {
    return request.hostname;
  }

  getRequestMethod(request: Request): string {
    return request.method;
  }

  getRequestUrl(request: Request): string {
    return request.originalUrl;
  }

  // ── the reply ─────────────────────────────────────────────────────────────────────────────

  reply(response: Response, body: unknown, statusCode?: number): void {
    if (statusCode !== undefined) response.status(statusCode);
    if (body instanceof StreamableFile) this.replyFile(response, body);
    else send(response, body);
  }

  override createReplier(plan: ReplyPlan): Replier<Request, Response> {
    return createReplier(plan);
  }

  status(response: Response, statusCode: number): Response {
    return response.status(statusCode);
  }

  end(response: Response, message?: string): Response {
    return sendOrReset(response, () => response.end(message));
  }

  render(response: Response, view: string, options: object): Promise<void> {
    return renderView(response, view, options);
  }

  redirect(response: Response, statusCode: number, url: string): void {
    sendOrReset(response, () => response.redirect(statusCode, encodeLocation(url)));
  }

  isHeadersSent(response: Response): boolean {
    return response.headersSent;
  }

  setHeader(response: Response, name: string, value: string): Response {
    return response.set(name, value);
  }

  /** `response.set()` would add a charset to text types. */
  override setFileHeader(response: Response, name: string, value: string): Response {
    return response.setHeader(name, value);
  }

  getHeader(response: Response, name: string): unknown {
    return response.get(name);
  }

  appendHeader(response: Response, name: string, value: string): Response {
    return response.append(name, value);
  }

  // ── what an application switches on ───────────────────────────────────────────────────────

  registerParserMiddleware(prefix?: string, rawBody = false): void {
    addDefaultParsers(this.instance, prefix, rawBody);
  }

  /**
   * Adds a body parser of Express.
   *
   * @example app.useBodyParser('text', { type: 'text/*' });
   */
  override useBodyParser<T extends NestExpressBodyParserType>(
    type: T,
    rawBody: boolean,
    options?: NestExpressBodyParserOptions<T>,
  ): this {
    addParser(this.instance, type, rawBody, options);
    return this;
  }

  enableCors(options?: CorsOptions | CorsOptionsDelegate<Request>, prefix?: string): this {
    const cors: (options?: CorsOptions | CorsOptionsDelegate<Request>) => RequestHandler = require('cors');
    this.useAt(prefix, cors(options));
    return this;
  }

  /** Serves the files of a folder, under the path `options.prefix`, except for paths with ambiguous segments. */
  useStaticAssets(path: string, options: ServeStaticOptions = {}): this {
    warnOfMissingFolder(path);
    const { prefix, ...settings } = options;
    const serve = express.static(path, settings);
    const serveUnambiguous: RequestHandler = (request, response, next) =>
      hasAmbiguousSegments(request.originalUrl) ? next() : serve(request, response, next);
    this.useAt(prefix && (prefix.startsWith('/') ? prefix : `/${prefix}`), serveUnambiguous);
    return this;
  }

  setBaseViewsDir(path: string | string[]): this {
    return this.set('views', path);
  }

  setViewEngine(engine: string): this {
    return this.set('view engine', engine);
  }

  engine(extension: string, engine: ViewEngine): this {
    this.instance.engine(extension, engine);
    return this;
  }

  set(setting: string, value: unknown): this {
    this.instance.set(setting, value);
    return this;
  }

  enable(setting: string): this {
    this.instance.enable(setting);
    return this;
  }

  disable(setting: string): this {
    this.instance.disable(setting);
    return this;
  }

  setLocal(key: string, value: unknown): this {
    this.instance.locals[key] = value;
    return this;
  }

  /**
   * Calls a function for requests that leave the router, by `next('router')` in a middleware or a handler: Express would send a
   * page of HTML. If the application is mounted in another one, these requests go on there.
   *
   * @param finish called without an error, unless an error handler has failed
   */
  private whenRouterIsLeft(finish: (error: unknown, request: Request, response: Response) => void): void {
    const { instance } = this;
    const handle: Handle = Reflect.get(instance, 'handle');
    const handleAll: Handle = (request, response, done = (error) => finish(error, request, response)) =>
      handle.call(instance, request, response, done);
    Reflect.set(instance, 'handle', handleAll);
  }

  private useAt(prefix: string | undefined, handler: unknown): void {
    // The documented signature leaves the handler open.
    if (prefix) this.instance.use(encodePathText(prefix), handler as RequestHandler);
    else this.instance.use(handler as RequestHandler);
  }
}

/** What Express runs for a request. It is missing in the types of Express. */
type Handle = (request: Request, response: Response, done?: NextFunction) => unknown;

/** Nothing comes after the handlers of an application. */
function ignore(): void {}

function isUndecodableParameter(error: unknown): error is URIError {
  return (
    error instanceof URIError &&
    error.message.startsWith('Failed to decode param ') &&
    'status' in error &&
    error.status === 400
  );
}
