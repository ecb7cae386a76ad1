import { parse as parseQuery } from 'node:querystring';
import { BadRequestException, stripProtoKeys, UnsupportedMediaTypeException } from '@portico/common';
import type { Handler } from './hono-handler.js';
import type { BodyParserOptions, BodyType } from './options.js';
import { readBody } from './read-body.js';

const DEFAULT_LIMIT = 102_400;

interface Parser {
  readonly type: string;
  readonly parse: (bytes: Buffer) => unknown;
}

const PARSERS: Record<BodyType, Parser> = {
  json: {
    type: 'application/json',
    parse: (bytes) => (bytes.length === 0 ? {} : clean(JSON.parse(String(bytes)))),
  },
  urlencoded: {
    type: 'application/x-www-form-urlencoded',
    parse: (bytes) => clean({ ...parseQuery(String(bytes)) }),
  },
  text: { type: 'text/plain', parse: String },
  raw: { type: 'application/octet-stream', parse: (bytes) => bytes },
};

/**
 * Parses the body of one media type, and sets it on the request. `context.req.json()` and related methods of Hono can still
 * read the body afterwards.
 */
export function bodyParser(name: BodyType, keepBytes: boolean, { limit = DEFAULT_LIMIT }: BodyParserOptions): Handler {
  const { type, parse } = PARSERS[name];
  return async (request, _reply, next) => {
    const contentType = request.headers['content-type'] ?? '';
    if (request.body !== undefined || mediaTypeOf(contentType) !== type) return next();
    const charset = /charset="?([^;"]+)/i.exec(contentType)?.[1] ?? 'utf-8';
    if (!/^(utf-?8|us-ascii)$/i.test(charset)) throw new UnsupportedMediaTypeException(`No such charset: ${charset}`);
    const bytes = await readBody(request, limit);
    Object.assign(request.context.req.bodyCache, { arrayBuffer: Promise.resolve(new Uint8Array(bytes).buffer) });
    if (keepBytes) request.rawBody = bytes;
    request.body = parsed(parse, bytes);
    next();
  };
}

function mediaTypeOf(contentType: string): string {
  return (contentType.split(';', 1)[0] as string).trim().toLowerCase();
}

function parsed(parse: Parser['parse'], bytes: Buffer): unknown {
  try {
    return parse(bytes);
  } catch (error) {
    throw new BadRequestException((error as Error).message, { cause: error });
  }
}

function clean(body: unknown): unknown {
  stripProtoKeys(body);
  return body;
}
