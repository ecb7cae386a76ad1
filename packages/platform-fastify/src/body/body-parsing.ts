import { TextDecoder } from 'node:util';
import {
  BadRequestException,
  PayloadTooLargeException,
  type RawBodyRequest,
  UnsupportedMediaTypeException,
} from '@portico/common';
import { numberOption } from '@portico/core/adapters';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isPacked, unpackBody } from './content-encoding.js';
import { parseUrlencoded } from './parse-urlencoded.js';
import { countParameters } from './query-string.js';

/** Options of `useBodyParser`. */
export interface NestFastifyBodyParserOptions {
  /** Largest size of a body in bytes (default: Fastify's `bodyLimit`). Larger ones get a 413. */
  bodyLimit?: number | undefined;
  /** How many fields an urlencoded body may have (default 1000). More get 413. */
  parameterLimit?: number | undefined;
}

/** A custom parser: passes the parsed body to `done`, or returns it in a promise. */
export type FastifyBodyParser<TBody = Buffer> = (
  request: FastifyRequest,
  body: TBody,
  done: (error: Error | null, body?: unknown) => void,
) => unknown;

type Done = (error: Error | null, body?: unknown) => void;
type ParseBuffer = (request: FastifyRequest, body: Buffer, done: Done) => unknown;
type PoisoningAction = 'error' | 'remove' | 'ignore';

const JSON_TYPE = 'application/json';
const FORM_TYPE = 'application/x-www-form-urlencoded';

/** Short names for `useBodyParser`, the same as on Express. */
const NAMED_TYPES: Record<string, string | RegExp> = {
  json: JSON_TYPE,
  urlencoded: FORM_TYPE,
  text: 'text/plain',
  raw: 'application/octet-stream',
};

/** How many fields an urlencoded body may have, as on Express. */
const PARAMETER_LIMIT = 1_000;

/** The body parsers of one Fastify instance. */
export class BodyParsers {
  private readonly chosen = new Set<string>();

  constructor(
    private readonly instance: FastifyInstance,
    private readonly poisoning: { proto: PoisoningAction; constructor: PoisoningAction },
  ) {}

  /** Adds the parsers of JSON and urlencoded bodies, except for types for which the application has added a parser. */
  addDefaults(rawBody: boolean): void {
    if (!this.chosen.has(JSON_TYPE)) this.add(JSON_TYPE, rawBody);
    if (!this.chosen.has(FORM_TYPE) && !this.instance.hasContentTypeParser(FORM_TYPE)) this.add(FORM_TYPE, rawBody);
  }

  /** Adds a parser for a media type, several of them or a pattern; without `parser`, the built-in one for the type. */
  use(
    type: string | string[] | RegExp,
    rawBody: boolean,
    options: NestFastifyBodyParserOptions = {},
    parser?: FastifyBodyParser,
  ): void {
    const types = (Array.isArray(type) ? type : [type]).map((item) =>
      typeof item === 'string' ? (NAMED_TYPES[item] ?? item) : item,
    );
    for (const item of types) {
      this.chosen.add(String(item));
      this.add(item, rawBody, options, parser);
    }
  }

  private add(
    type: string | RegExp,
    rawBody: boolean,
    options: NestFastifyBodyParserOptions = {},
    ownParser?: FastifyBodyParser,
  ): void {
    const parser = `useBodyParser(${type instanceof RegExp ? type : `'${type}'`})`;
    const bodyLimit = numberOption(parser, 'bodyLimit', options.bodyLimit, { kind: 'bytes' });
    const parameterLimit = numberOption(parser, 'parameterLimit', options.parameterLimit, {
      kind: 'countOrNone',
      default: PARAMETER_LIMIT,
    });
    const parse = ownParser ?? this.parserOf(type, parameterLimit);
    if (this.instance.hasContentTypeParser(type)) this.instance.removeContentTypeParser(type);
    this.instance.addContentTypeParser<Buffer>(
      type,
      { parseAs: 'buffer', ...(bodyLimit !== undefined && { bodyLimit }) },
      (request, packed, done) => {
        const target: RawBodyRequest<FastifyRequest> = request;
        const use = (body: Buffer) => {
          if (rawBody) target.rawBody = body;
          return parse(request, body, done);
        };
        if (!isPacked(request, packed)) return use(packed);
        const limit = bodyLimit ?? request.routeOptions.bodyLimit;
        unpackBody(request, packed, limit, (error, body) => (error ? done(error) : callDone(() => use(body), done)));
      },
    );
  }

  private parserOf(type: string | RegExp, parameterLimit: number): ParseBuffer {
    if (type === FORM_TYPE) return formParser(parameterLimit);
    if (typeof type === 'string' && /[/+]json$/.test(type)) return this.jsonParser();
    if (typeof type === 'string' && type.startsWith('text/')) return parseText;
    return (_request, body, done) => done(null, body);
  }

  private jsonParser(): ParseBuffer {
    const parse = this.instance.getDefaultJsonParser(this.poisoning.proto, this.poisoning.constructor);
    return (request, body, done) => {
      withText(request, body, done, (text) => void parse(request, text, done));
    };
  }
}

/** Handles the result of a parser as Fastify does: an error, a value or a promise. */
function callDone(parse: () => unknown, done: Done): void {
  try {
    const parsed = parse();
    if (isThenable(parsed)) Promise.resolve(parsed).then((body) => done(null, body), done);
  } catch (error) {
    // Fastify passes any value on to the error handler.
    done(error as Error);
  }
}

function isThenable(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}

const parseText: ParseBuffer = (request, body, done) => {
  withText(request, body, done, (text) => done(null, text));
};

/** Names with brackets nest as on Express: `a[b]=1`, `list[]=1`. */
function formParser(parameterLimit: number): ParseBuffer {
  return (request, body, done) => {
    withText(request, body, done, (text) => {
      if (countParameters(text) > parameterLimit) throw new PayloadTooLargeException('too many parameters');
      done(null, parseUrlencoded(text, charsetOf(request.headers['content-type']) === 'iso-8859-1'));
    });
  };
}

/** Errors go to `done`: Fastify calls parsers from an event of a stream, where throwing would crash the process. */
function withText(request: FastifyRequest, body: Buffer, done: Done, use: (text: string) => void): void {
  try {
    use(decode(body, charsetOf(request.headers['content-type'])));
  } catch (error) {
    // As in `runParser`.
    done(error as Error);
  }
}

function decode(body: Buffer, charset: string | undefined): string {
  if (charset === undefined || charset === 'utf-8' || charset === 'utf8') return body.toString('utf8');
  let decoder: TextDecoder;
  try {
    decoder = new TextDecoder(charset, { fatal: true });
  } catch {
    throw new UnsupportedMediaTypeException(`unsupported charset "${charset.toUpperCase()}"`);
  }
  try {
    return decoder.decode(body);
  } catch (error) {
    throw new BadRequestException(`The body is not valid ${charset}`, { cause: error });
  }
}

function charsetOf(contentType: string | undefined): string | undefined {
  if (contentType === undefined || !contentType.includes('=')) return undefined;
  return /;\s*charset\s*=\s*"?([^";\s]+)/i.exec(contentType)?.[1]?.toLowerCase();
}
