import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { parse as parseQuery } from 'node:querystring';
import {
  BadRequestException,
  type NestApplicationOptions,
  PayloadTooLargeException,
  StreamableFile,
  stripProtoKeys,
  UnsupportedMediaTypeException,
} from '@portico/common';
import { AbstractHttpAdapter } from '@portico/core';
import { match } from 'path-to-regexp';

type Next = (error?: unknown) => void;
interface NodeRequest extends IncomingMessage {
  params: Record<string, unknown>;
  query: unknown;
  body?: unknown;
  rawBody?: Buffer;
  ip: string | undefined;
  originalUrl: string;
}
type NodeResponse = ServerResponse & { status(code: number): NodeResponse; send(body: unknown): void };
type Handler = (request: NodeRequest, response: NodeResponse, next: Next) => unknown;
interface Layer {
  readonly method: string | undefined;
  readonly fits: (path: string) => Record<string, unknown> | undefined;
  /** Of middleware mounted at a path. */
  readonly mount: string;
  readonly handler: Handler;
}

const METHODS =
  'get post put patch delete head options search query propfind proppatch mkcol copy move lock unlock'.split(' ');
const LIMIT = 102_400;

/**
 * A platform as somebody outside would write it: on Node alone, with nothing but the abstract members of the
 * documented contract and none of the optional fast paths. It shows that core and the suite ask for no more.
 */
export class NodeAdapter extends AbstractHttpAdapter<Server, NodeRequest, NodeResponse> {
  private readonly layers: Layer[] = [];
  private onError: (error: unknown, request: NodeRequest, response: NodeResponse) => void = () => undefined;
  private onMissing: Handler = () => undefined;

  constructor() {
    super();
    const listener = (request: IncomingMessage, response: ServerResponse): void => this.dispatch(request, response);
    const register = (method: string | undefined) => (path: string, handler: Handler) => {
      const fits = match(path);
      this.layers.push({
        method: method?.toUpperCase(),
        mount: '',
        handler,
        fits: (url) => {
          const found = fits(url);
          return found ? { ...found.params } : undefined;
        },
      });
    };
    this.setInstance(
      Object.assign(listener, { all: register(undefined) }, ...METHODS.map((name) => ({ [name]: register(name) }))),
    );
  }

  getType(): string {
    return 'node';
  }

  initHttpServer({ httpsOptions }: NestApplicationOptions): void {
    this.httpServer = httpsOptions
      ? createSecureServer(httpsOptions, this.getInstance())
      : createServer(this.getInstance());
  }

  override use(...args: (string | Handler)[]): this {
    const mount = typeof args[0] === 'string' ? args[0] : '';
    for (const handler of args.slice(mount ? 1 : 0) as Handler[]) {
      this.layers.push({ method: undefined, mount, handler, fits: (url) => (below(url, mount) ? {} : undefined) });
    }
    return this;
  }

  private dispatch(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const url = incoming.url ?? '/';
    const [path = '/', query = ''] = url.split('?', 2);
    const request = Object.assign(incoming as NodeRequest, {
      originalUrl: url,
      query: parseQuery(query),
      params: {},
      ip: incoming.socket.remoteAddress,
    });
    const response: NodeResponse = Object.assign(outgoing, {
      status: (code: number) => this.status(response, code),
      send: (body: unknown) => this.reply(response, body),
      header: (name: string, value: string) => this.setHeader(response, name, value),
      redirect: (to: string) => this.redirect(response, 302, to),
    }) as NodeResponse;
    this.run(0, path, request, response);
  }

  private run(index: number, path: string, request: NodeRequest, response: NodeResponse): void {
    const layer = this.layers[index];
    const fail = (error: unknown): void => this.onError(error, request, response);
    const next = (error?: unknown): void => {
      request.url = request.originalUrl;
      if (error) fail(error);
      else this.run(index + 1, path, request, response);
    };
    try {
      if (!layer) {
        decodeURIComponent(path);
        this.onMissing(request, response, fail);
        return;
      }
      const isHead = request.method === 'HEAD' && layer.method === 'GET';
      const isOther = layer.method !== undefined && layer.method !== request.method && !isHead;
      const params = isOther ? undefined : layer.fits(path);
      if (!params) {
        next();
        return;
      }
      if (layer.method !== undefined || layer.mount === '') request.params = params;
      if (layer.mount) request.url = request.originalUrl.slice(layer.mount.length).replace(/^(?!\/)/, '/');
      const result = layer.handler(request, response, next);
      if (result instanceof Promise) result.catch(fail);
    } catch (error) {
      fail(error instanceof URIError ? new BadRequestException(error.message) : error);
    }
  }

  setErrorHandler(handler: (error: unknown, request: NodeRequest, response: NodeResponse) => unknown): void {
    this.onError = handler;
  }

  setNotFoundHandler(handler: Handler): void {
    this.onMissing = handler;
  }

  getRequestHostname(request: NodeRequest): string {
    return (request.headers.host ?? '').replace(/:\d+$/, '');
  }
  getRequestMethod(request: NodeRequest): string {
    return request.method ?? 'GET';
  }
  getRequestUrl(request: NodeRequest): string {
    return request.originalUrl;
  }

  reply(response: NodeResponse, body: unknown, statusCode?: number): void {
    if (statusCode) response.statusCode = statusCode;
    if (body instanceof StreamableFile) return void this.replyFile(response, body);
    const [type, bytes] = encode(body);
    if (type && !response.hasHeader('content-type')) response.setHeader('content-type', type);
    if (/^application\/[\w.-]*\+?json$/.test(String(response.getHeader('content-type')))) {
      response.setHeader('content-type', `${response.getHeader('content-type')}; charset=utf-8`);
    }
    if (response.statusCode !== 204 && response.statusCode !== 304) response.setHeader('content-length', bytes.length);
    response.end(bytes);
  }
  status(response: NodeResponse, statusCode: number): NodeResponse {
    response.statusCode = statusCode;
    return response;
  }
  end(response: NodeResponse, message?: string): void {
    response.end(message);
  }
  render(): never {
    throw new Error('The Node adapter renders no views.');
  }
  redirect(response: NodeResponse, statusCode: number, url: string): void {
    response.statusCode = statusCode;
    response.setHeader('location', encodeURI(url));
    response.end();
  }
  isHeadersSent(response: NodeResponse): boolean {
    return response.headersSent;
  }
  setHeader(response: NodeResponse, name: string, value: string): void {
    response.setHeader(name, value);
  }
  getHeader(response: NodeResponse, name: string): unknown {
    return response.getHeader(name);
  }
  appendHeader(response: NodeResponse, name: string, value: string): void {
    response.appendHeader(name, value);
  }

  registerParserMiddleware(_prefix?: string, rawBody = false): void {
    this.useBodyParser('json', rawBody);
    this.useBodyParser('urlencoded', rawBody);
  }

  override useBodyParser(type: keyof typeof PARSERS, rawBody: boolean, { limit = LIMIT } = {}): this {
    const { media, parse } = PARSERS[type];
    return this.use(async (request, _response, next) => {
      const contentType = request.headers['content-type'] ?? '';
      if (request.body !== undefined || request.readableEnded || !contentType.toLowerCase().startsWith(media))
        return next();
      const charset = /charset=([^;]+)/i.exec(contentType)?.[1] ?? 'utf-8';
      if (!/^utf-?8$/i.test(charset)) return next(new UnsupportedMediaTypeException(`unsupported charset ${charset}`));
      const bytes = await readBody(request, limit);
      if (!bytes) return next(new PayloadTooLargeException());
      if (rawBody) request.rawBody = bytes;
      try {
        request.body = parse(bytes);
        stripProtoKeys(request.body);
      } catch (error) {
        return next(new BadRequestException((error as Error).message));
      }
      next();
    });
  }

  enableCors(): never {
    throw new Error('The Node adapter knows no CORS.');
  }
  useStaticAssets(): never {
    throw new Error('The Node adapter serves no files.');
  }
  setViewEngine(): never {
    throw new Error('The Node adapter renders no views.');
  }
}

const PARSERS = {
  json: {
    media: 'application/json',
    parse: (bytes: Buffer): unknown => (bytes.length === 0 ? {} : JSON.parse(String(bytes))),
  },
  urlencoded: {
    media: 'application/x-www-form-urlencoded',
    parse: (bytes: Buffer): unknown => ({ ...parseQuery(String(bytes)) }),
  },
  text: { media: 'text/plain', parse: (bytes: Buffer): unknown => String(bytes) },
  raw: { media: 'application/octet-stream', parse: (bytes: Buffer): unknown => bytes },
};

/** Undefined for a body over the limit, whose rest is let go. */
async function readBody(request: NodeRequest, limit: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size <= limit) chunks.push(chunk as Buffer);
  }
  return size > limit ? undefined : Buffer.concat(chunks);
}

function encode(body: unknown): [type: string | undefined, bytes: Buffer] {
  if (body === undefined || body === null) return [undefined, Buffer.alloc(0)];
  if (ArrayBuffer.isView(body))
    return ['application/octet-stream', Buffer.from(body.buffer, body.byteOffset, body.byteLength)];
  if (typeof body === 'object') return ['application/json', Buffer.from(JSON.stringify(body))];
  return ['text/html; charset=utf-8', Buffer.from(String(body))];
}

function below(path: string, mount: string): boolean {
  return mount === '' || `${path}/`.toLowerCase().startsWith(`${mount}/`.toLowerCase());
}
