import { createServer, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { type NestApplicationOptions, StreamableFile } from '@portico/common';
import {
  AbstractHttpAdapter,
  encodeLocation,
  type MountPath,
  mountMiddleware,
  type RouteMatchingOptions,
  type RouteMember,
} from '@portico/core/adapters';
import { type BodyParserOptions, type BodyParserType, bodyParser } from './body-parsing.js';
import { encodeBody } from './encode-body.js';
import { type FailureHandler, type Handler, type Request, type Response, StandIn } from './stand-in.js';

/**
 * Runs applications on MyPlatform.
 *
 * @example
 * const app = await NestFactory.create(AppModule, new MyPlatformAdapter());
 * await app.listen(3000);
 */
export class MyPlatformAdapter extends AbstractHttpAdapter<Server, Request, Response> {
  // #region instance
  /** @param library what the routes of the application are registered with */
  constructor(private readonly library = new StandIn()) {
    super(library);
    library.extendResponse = (outgoing) => {
      const response: Response = Object.assign(outgoing, {
        status: (code: number) => this.status(response, code),
        header: (name: string, value: string) => this.setHeader(response, name, value),
        send: (body: unknown) => this.reply(response, body),
        redirect: (url: string) => this.redirect(response, 302, url),
      });
      return response;
    };
  }

  getType(): string {
    return 'my-platform';
  }

  initHttpServer({ httpsOptions }: NestApplicationOptions): void {
    const { listener } = this.library;
    this.httpServer = httpsOptions ? createSecureServer(httpsOptions, listener) : createServer(listener);
  }
  // #endregion

  // #region routes
  override use(...args: (MountPath | Handler)[]): void {
    const [first] = args;
    const path = typeof first === 'function' ? undefined : first;
    const handlers = args.filter((each) => typeof each === 'function');
    this.library.use(mountMiddleware(path, handlers, () => this.getRouteMatchingOptions()));
  }

  /** Registers the routes of `get()`, `post()` and the other route methods. */
  protected override addRoute(member: RouteMember, ...args: [Handler] | [path: string, handler: Handler]): void {
    const [path, handler] = args.length === 1 ? (['/*path', args[0]] as const) : args;
    this.library.route(member === 'all' ? undefined : member.toUpperCase(), path, handler);
  }

  override getRouteMatchingOptions(): RouteMatchingOptions {
    return { caseSensitive: false, ignoreTrailingSlash: true, decodePath: false };
  }

  setErrorHandler(handler: FailureHandler): void {
    this.library.onFailure = handler;
  }
  setNotFoundHandler(handler: Handler): void {
    this.library.onMissing = handler;
  }
  // #endregion

  // #region request
  getRequestHostname(request: Request): string {
    return (request.headers.host ?? '').replace(/:\d+$/, '');
  }
  getRequestMethod(request: Request): string {
    return request.method ?? 'GET';
  }
  getRequestUrl(request: Request): string {
    return request.originalUrl;
  }
  // #endregion

  // #region reply
  reply(response: Response, body: unknown, statusCode?: number): void {
    if (statusCode !== undefined) response.statusCode = statusCode;
    if (body instanceof StreamableFile) {
      this.replyFile(response, body);
      return;
    }
    const { type, bytes } = encodeBody(response.statusCode === 205 ? undefined : body);
    if (type && !response.hasHeader('content-type')) response.setHeader('content-type', type);
    if (/^application\/[\w.-]*\+?json$/.test(String(response.getHeader('content-type')))) {
      response.setHeader('content-type', `${response.getHeader('content-type')}; charset=utf-8`);
    }
    const hasBody = response.statusCode !== 204 && response.statusCode !== 304;
    if (hasBody) response.setHeader('content-length', bytes.length);
    this.end(response, bytes);
  }
  // #endregion
  status(response: Response, statusCode: number): Response {
    response.statusCode = statusCode;
    return response;
  }
  end(response: Response, message?: string | Uint8Array): void {
    // Node refuses it for a response that is sent at once.
    if (!response.headersSent) response.removeHeader('trailer');
    response.end(message);
  }
  redirect(response: Response, statusCode: number, url: string): void {
    response.statusCode = statusCode;
    response.setHeader('location', encodeLocation(url));
    this.end(response);
  }
  isHeadersSent(response: Response): boolean {
    return response.headersSent;
  }
  setHeader(response: Response, name: string, value: string): Response {
    response.setHeader(name, value);
    return response;
  }
  getHeader(response: Response, name: string): unknown {
    return response.getHeader(name);
  }
  appendHeader(response: Response, name: string, value: string): void {
    response.appendHeader(name, value);
  }

  // #region parsers
  registerParserMiddleware(_prefix?: string, rawBody = false): void {
    this.useBodyParser('json', rawBody);
    this.useBodyParser('urlencoded', rawBody);
  }

  override useBodyParser(type: BodyParserType, rawBody: boolean, options?: BodyParserOptions): this {
    this.use(bodyParser(type, rawBody, options));
    return this;
  }
  // #endregion

  // #region refusals
  enableCors(): never {
    throw new Error('MyPlatform does not support CORS yet: use middleware, app.use(cors()).');
  }
  useStaticAssets(): never {
    throw new Error('MyPlatform serves no files yet: use a middleware, or a server in front.');
  }
  setViewEngine(): never {
    throw new Error('MyPlatform renders no views yet: return the text of the page from the handler.');
  }
  render(): never {
    throw new Error('MyPlatform renders no views yet: return the text of the page from the handler.');
  }
  // #endregion
}
