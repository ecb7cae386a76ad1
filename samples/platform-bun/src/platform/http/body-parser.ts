import { parse as parseQuery } from 'node:querystring';
import { BadRequestException, stripProtoKeys, UnsupportedMediaTypeException } from '@portico/common';
import type { BodyParserOptions, BodyType } from '../options.js';
import { readBody } from './read-body.js';
import type { Handler } from './router.js';

const DEFAULT_LIMIT = 102_400;

interface Parser {
  readonly mediaType: string;
  readonly parse: (bytes: Buffer) => unknown;
}

const PARSERS: Record<BodyType, Parser> = {
  json: {
    mediaType: 'application/json',
    parse: (bytes) => (bytes.length === 0 ? {} : withoutProto(JSON.parse(bytes.toString()))),
  },
  urlencoded: {
    mediaType: 'application/x-www-form-urlencoded',
    parse: (bytes) => withoutProto({ ...parseQuery(bytes.toString()) }),
  },
  text: { mediaType: 'text/plain', parse: String },
  raw: { mediaType: 'application/octet-stream', parse: (bytes) => bytes },
};

/** Parses bodies of one media type. What it refuses goes to the exception filters. */
export function bodyParser(type: BodyType, rawBody: boolean, { limit = DEFAULT_LIMIT }: BodyParserOptions): Handler {
  const { mediaType, parse } = PARSERS[type];
  return (request, _response, next) => {
    const contentType = request.headers['content-type'];
    if (contentType === undefined || request.body !== undefined || mediaTypeOf(contentType) !== mediaType)
      return next();
    const charset = /charset="?([^;"]+)/i.exec(contentType)?.[1] ?? 'utf-8';
    if (!/^(utf-?8|us-ascii)$/i.test(charset)) {
      return next(new UnsupportedMediaTypeException(`No such charset: ${charset}`));
    }
    readBody(request, limit)
      .then((bytes) => {
        if (rawBody) request.rawBody = bytes;
        request.body = parsed(parse, bytes);
      })
      .then(() => next(), next);
  };
}

function mediaTypeOf(contentType: string): string {
  return (contentType.split(';', 1)[0] ?? '').trim().toLowerCase();
}

function parsed(parse: Parser['parse'], bytes: Buffer): unknown {
  try {
    return parse(bytes);
  } catch (error) {
    throw new BadRequestException(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

function withoutProto(body: unknown): unknown {
  stripProtoKeys(body);
  return body;
}
