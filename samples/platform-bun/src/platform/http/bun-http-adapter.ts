import type { IncomingMessage, ServerResponse } from 'node:http';
import { createSecureContext } from 'node:tls';
import {
  type CorsOptions,
  type CorsOptionsDelegate,
  type HttpsOptions,
  invalidHttpsOptions,
  type NestApplicationOptions,
  StreamableFile,
} from '@portico/common';
import { AbstractHttpAdapter } from '@portico/core';
import {
  type ConnectMiddleware,
  type MountPath,
  mountMiddleware,
  type RouteMatchingOptions,
  type RouteMember,
} from '@portico/core/adapters';
import cors from 'cors';
import type { BodyParserOptions, BodyType, BunHttpOptions } from '../options.js';
import { adoptRequest, adoptResponse } from './adopt.js';
import { bodyParser } from './body-parser.js';
import type { BunRequest } from './bun-request.js';
import type { BunResponse } from './bun-response.js';
import { BunServer, SecureBunServer } from './bun-server.js';
import { redirectTo, send } from './reply.js';
import { type Failure, type Handler, type HttpRequest, type HttpResponse, Router } from './router.js';

/**
 * Runs applications on `Bun.serve()`.
 *
 * @example
 * const app = await NestFactory.create(AppModule, new BunHttpAdapter());
 * app.useWebSocketAdapter(new BunWsAdapter(app));
 * await app.listen(3000);
 */
export class BunHttpAdapter extends AbstractHttpAdapter<BunServer, HttpRequest, HttpResponse> {
  private readonly router: Router;
  private readonly paths: Required<RouteMatchingOptions>;

  constructor(private readonly settings: BunHttpOptions = {}) {
    const { caseSensitive = false, ignoreTrailingSlash = true, ignoreDuplicateSlashes = false } = settings;
    const paths = {
      caseSensitive,
      ignoreTrailingSlash,
      ignoreDuplicateSlashes,
      useSemicolonDelimiter: false,
      decodePath: false,
    };
    const router = new Router(paths);
    super(router);
    this.paths = paths;
    this.router = router;
  }

  getType(): string {
    return 'bun';
  }

  initHttpServer({ httpsOptions }: NestApplicationOptions): void {
    if (httpsOptions) checkCertificate(httpsOptions);
    const { idleTimeout, maxRequestBodySize } = this.settings;
    const options = {
      ...(idleTimeout !== undefined && { idleTimeout }),
      ...(maxRequestBodySize !== undefined && { maxRequestBodySize }),
      httpsOptions,
    };
    this.httpServer = httpsOptions ? new SecureBunServer(options) : new BunServer(options);
    this.httpServer.on('request', this.requestListener());
  }

  override listen(...args: unknown[]): BunServer {
    return this.httpServer.listen(...args);
  }

  /** Also accepts the requests of Node's servers: those that `app.listen([...])` adds, and those of applications. */
  requestListener(): (request: BunRequest | IncomingMessage, response: BunResponse | ServerResponse) => void {
    return (request, response) => this.router.handle(adoptRequest(request), adoptResponse(response));
  }

  // ── routes and middleware ─────────────────────────────────────────────────────────────────

  protected override addRoute(
    member: RouteMember,
    ...args: [path: string, handler: Handler] | [handler: Handler]
  ): void {
    const [path, handler] = args.length === 1 ? ['/{*path}', args[0]] : args;
    this.router.route(member === 'all' ? undefined : member.toUpperCase(), path, handler);
  }

  /** Adds middleware for Connect or Express: `use(handler)` or `use(path, handler)`. */
  override use(...args: (MountPath | ConnectMiddleware)[]): this {
    const [first] = args;
    const path = typeof first === 'function' ? undefined : first;
    const handlers = args.filter((each) => typeof each === 'function');
    this.router.use(mountMiddleware(path, handlers, () => this.paths));
    return this;
  }

  override getRouteMatchingOptions(): RouteMatchingOptions {
    return this.paths;
  }

  setErrorHandler(handler: Failure): void {
    this.router.onFailure = handler;
  }

  setNotFoundHandler(handler: Handler): void {
    this.router.onMissing = handler;
  }

  override setOnRequestHook(
    onRequest: (request: HttpRequest, response: HttpResponse, done: () => void) => Promise<void> | void,
  ): void {
    this.router.use(onRequest);
  }

  override setOnResponseHook(onResponse: (request: HttpRequest, response: HttpResponse) => Promise<void> | void): void {
    this.router.use((request, response, next) => {
      response.once('finish', () => this.runHook(() => onResponse(request, response)));
      next();
    });
  }

  // ── the request ───────────────────────────────────────────────────────────────────────────

  getRequestHostname(request: HttpRequest): string {
    return (request.headers.host ?? '').replace(/:\d+$/, '');
  }

  getRequestMethod(request: HttpRequest): string {
    return request.method;
  }

  getRequestUrl(request: HttpRequest): string {
    return request.originalUrl;
  }

  // ── the reply ─────────────────────────────────────────────────────────────────────────────

  reply(response: HttpResponse, body: unknown, statusCode?: number): void {
    if (statusCode !== undefined) response.statusCode = statusCode;
    if (body instanceof StreamableFile) this.replyFile(response, body);
    else send(response, body);
  }

  status(response: HttpResponse, statusCode: number): HttpResponse {
    response.statusCode = statusCode;
    return response;
  }

  end(response: HttpResponse, message?: string): void {
    response.end(message);
  }

  redirect(response: HttpResponse, statusCode: number, url: string): void {
    redirectTo(response, statusCode, url);
  }

  isHeadersSent(response: HttpResponse): boolean {
    return response.headersSent;
  }

  setHeader(response: HttpResponse, name: string, value: string): HttpResponse {
    response.setHeader(name, value);
    return response;
  }

  getHeader(response: HttpResponse, name: string): unknown {
    return response.getHeader(name);
  }

  appendHeader(response: HttpResponse, name: string, value: string): void {
    response.appendHeader(name, value);
  }

  // ── what an application switches on ───────────────────────────────────────────────────────

  registerParserMiddleware(_prefix?: string, rawBody = false): void {
    this.useBodyParser('json', rawBody);
    this.useBodyParser('urlencoded', rawBody);
  }

  /** @example app.useBodyParser('text', { limit: 1_000_000 }); */
  override useBodyParser(type: BodyType, rawBody: boolean, options: BodyParserOptions = {}): this {
    this.router.use(bodyParser(type, rawBody, options));
    return this;
  }

  /** The options are those of the package cors. */
  enableCors(options?: CorsOptions | CorsOptionsDelegate<HttpRequest>): this {
    // The documented options are the same, but declared separately.
    return this.use(cors(options as cors.CorsOptions));
  }

  useStaticAssets(): never {
    throw new Error(
      'This adapter serves no files: use middleware, such as app.use(serveStatic(folder)), or a server in front.',
    );
  }

  setViewEngine(): never {
    return this.render();
  }

  render(): never {
    throw new Error('This adapter has no view engines: return the HTML from the handler.');
  }
}

/** @throws FrameworkError `PORTICO_INVALID_HTTPS_OPTIONS`, when the application is created: Bun would notice when it listens */
function checkCertificate(options: HttpsOptions): void {
  try {
    createSecureContext(options);
  } catch (error) {
    throw invalidHttpsOptions(error);
  }
}
