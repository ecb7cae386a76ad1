import { parse as parseQuery } from 'node:querystring';
import {
  BadRequestException,
  PayloadTooLargeException,
  stripProtoKeys,
  UnsupportedMediaTypeException,
} from '@portico/common';
import type { Handler, Request } from './stand-in.js';

/** The types that `app.useBodyParser()` knows on this platform. */
export type BodyParserType = keyof typeof PARSERS;

export interface BodyParserOptions {
  /** The largest body in bytes. Default: 100 KiB. */
  readonly limit?: number;
}

const DEFAULT_LIMIT = 102_400;

const PARSERS = {
  json: {
    media: 'application/json',
    parse: (bytes: Buffer): unknown => (bytes.length === 0 ? {} : JSON.parse(bytes.toString())),
  },
  urlencoded: {
    media: 'application/x-www-form-urlencoded',
    parse: (bytes: Buffer): unknown => ({ ...parseQuery(bytes.toString()) }),
  },
  text: { media: 'text/plain', parse: (bytes: Buffer): unknown => bytes.toString() },
  raw: { media: 'application/octet-stream', parse: (bytes: Buffer): unknown => bytes },
} as const;

/** Middleware that parses bodies of one type. What it refuses goes to the exception filters. */
export function bodyParser(
  type: BodyParserType,
  rawBody: boolean,
  { limit = DEFAULT_LIMIT }: BodyParserOptions = {},
): Handler {
  const { media, parse } = PARSERS[type];
  return async (request, _response, next) => {
    const contentType = request.headers['content-type']?.toLowerCase() ?? '';
    if (request.body !== undefined || request.readableEnded || !contentType.startsWith(media)) return next();
    const charset = /charset=([^;]+)/.exec(contentType)?.[1] ?? 'utf-8';
    if (!/^utf-?8$/.test(charset)) return next(new UnsupportedMediaTypeException(`unsupported charset ${charset}`));
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
  };
}

/** Undefined for a body over the limit; the rest is read and discarded, so that the connection can be reused. */
async function readBody(request: Request, limit: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size <= limit) chunks.push(chunk as Buffer);
  }
  return size > limit ? undefined : Buffer.concat(chunks);
}
