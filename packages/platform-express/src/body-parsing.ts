import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RawBodyRequest } from '@portico/common';
import { stripProtoKeys } from '@portico/common';
import express, { type Express, type RequestHandler } from 'express';

type Verify = (request: IncomingMessage, response: ServerResponse, body: Buffer, encoding: string) => void;

interface CommonOptions {
  /** Whether compressed bodies are decompressed (default) or get a 415. */
  inflate?: boolean | undefined;
  /** Largest size of a body in bytes, or a string such as `'1mb'` (default `'100kb'`). Larger ones get a 413. */
  limit?: number | string | undefined;
  /** The media types that the parser accepts. */
  type?: string | string[] | ((request: IncomingMessage) => unknown) | undefined;
  verify?: Verify | undefined;
  [option: string]: unknown;
}

/** The options of each of Express' body parsers. */
export interface NestExpressBodyParserOptionsMap {
  json: CommonOptions & {
    strict?: boolean | undefined;
    reviver?: ((key: string, value: unknown) => unknown) | undefined;
  };
  urlencoded: CommonOptions & {
    extended?: boolean | undefined;
    parameterLimit?: number | undefined;
    depth?: number | undefined;
  };
  text: CommonOptions & { defaultCharset?: string | undefined };
  raw: CommonOptions;
}

/** Names of Express' body parsers. */
export type NestExpressBodyParserType = keyof NestExpressBodyParserOptionsMap;

/** The options of one parser. */
export type NestExpressBodyParserOptionsFor<T extends NestExpressBodyParserType> = NestExpressBodyParserOptionsMap[T];

/** The options of the named parser, or of any parser. */
export type NestExpressBodyParserOptions<T extends NestExpressBodyParserType = NestExpressBodyParserType> =
  NestExpressBodyParserOptionsFor<T>;

/** Layers with these names are existing parsers: an `app.use(express.json({ limit }))` of the application is kept. */
const PARSER_LAYERS: Partial<Record<NestExpressBodyParserType, string>> = {
  json: 'jsonParser',
  urlencoded: 'urlencodedParser',
};

const suspects = new WeakSet<IncomingMessage>();

/** Adds the parsers of JSON and urlencoded bodies that the application has not added itself, as one layer. */
export function addDefaultParsers(app: Express, prefix: string | undefined, rawBody: boolean): void {
  const missing = (['json', 'urlencoded'] as const).filter((type) => !hasLayer(app, PARSER_LAYERS[type]));
  if (missing.length > 0) use(app, prefix, firstThatParses(missing.map((type) => createParser(type, rawBody))));
}

/** Adds one parser; `rawBody` stores the bytes of each body in `request.rawBody`. */
export function addParser(
  app: Express,
  type: NestExpressBodyParserType,
  rawBody: boolean,
  options?: NestExpressBodyParserOptions,
): void {
  const parse = createParser(type, rawBody, options);
  // By this name, `addDefaultParsers` knows that the type has a parser.
  use(app, undefined, Object.defineProperty(parse, 'name', { value: PARSER_LAYERS[type] ?? parse.name }));
}

function use(app: Express, prefix: string | undefined, handler: RequestHandler): void {
  if (prefix === undefined) app.use(handler);
  else app.use(prefix, handler);
}

/**
 * One layer for all parsers, which most requests leave immediately. Express walks its layers for every request;
 * docs/measurements.md has the figures.
 */
function firstThatParses(parsers: readonly RequestHandler[]): RequestHandler {
  return function bodyParsers(request, response, next) {
    if (!hasBody(request)) return next();
    // A middleware may have set an empty body: `request.body ??= {}`.
    const before: unknown = request.body;
    let index = 0;
    const proceed = (error?: unknown): void => {
      const parse = request.body === before && error === undefined ? parsers[index++] : undefined;
      if (parse) parse(request, response, proceed);
      else next(error);
    };
    proceed();
  };
}

/** RFC 9112, section 6.3: without these two a request has no body. */
function hasBody({ headers }: IncomingMessage): boolean {
  return headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined;
}

function createParser(
  type: NestExpressBodyParserType,
  rawBody: boolean,
  options?: NestExpressBodyParserOptions,
): RequestHandler {
  const verify = verifier(type, rawBody, options?.verify);
  const parse = express[type]({ ...options, ...defaultsOf(type, options), ...(verify && { verify }) });
  return isWatched(type) ? cleaning(parse) : parse;
}

/** Express parses without `extended` by default. */
function defaultsOf(type: NestExpressBodyParserType, options: NestExpressBodyParserOptions = {}): object {
  return type === 'urlencoded' ? { extended: options['extended'] ?? true } : {};
}

/** The parsers that create objects with keys from the client. */
function isWatched(type: NestExpressBodyParserType): boolean {
  return type === 'json' || type === 'urlencoded';
}

/**
 * `JSON.parse` makes `__proto__` an ordinary key, harmless until the application merges the body into another object.
 * The bytes show which JSON bodies may have one; only those are traversed.
 */
function verifier(type: NestExpressBodyParserType, rawBody: boolean, own: Verify | undefined): Verify | undefined {
  const watch = isWatched(type);
  if (!watch && !rawBody) return own;
  return (request, response, body, encoding) => {
    const target: RawBodyRequest<IncomingMessage> = request;
    if (rawBody) target.rawBody = body;
    if (watch && (type === 'urlencoded' || mayNameProto(body, encoding))) suspects.add(request);
    own?.(request, response, body, encoding);
  };
}

/** Both `__proto__` and `constructor.prototype` have these letters, unless they are written as escapes. */
function mayNameProto(body: Buffer, encoding: string): boolean {
  return body.includes('proto') || body.includes('\\u') || encoding !== 'utf-8';
}

function cleaning(parse: RequestHandler): RequestHandler {
  return (request, response, next) => {
    parse(request, response, (error?: unknown) => {
      if (suspects.has(request)) stripProtoKeys(request.body);
      next(error);
    });
  };
}

function hasLayer(app: Express, name: string | undefined): boolean {
  const { stack }: { stack: readonly { name?: string }[] } = app.router;
  return name !== undefined && stack.some((layer) => layer.name === name);
}
