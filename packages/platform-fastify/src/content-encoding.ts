import type { IncomingMessage } from 'node:http';
import type { Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { UnsupportedMediaTypeException } from '@portico/common';
import type { preParsingHookHandler } from 'fastify';

const DECOMPRESS = new Map<string, () => Transform>([
  ['gzip', createGunzip],
  ['x-gzip', createGunzip],
  ['deflate', createInflate],
  ['br', createBrotliDecompress],
]);

/**
 * Unpacks compressed bodies before they are parsed; Fastify's limit then holds for what comes out.
 *
 * @param isParsed whether a body of this content type will be parsed; others are nobody's business
 */
export function inflateBodies(isParsed: (contentType: string | undefined) => boolean): preParsingHookHandler {
  return (request, _reply, payload, done) => {
    const encoding = request.headers['content-encoding'];
    if (encoding === undefined || encoding === 'identity' || !isParsed(request.headers['content-type'])) {
      return done(null, payload);
    }
    const decompress = DECOMPRESS.get(encoding.trim().toLowerCase());
    if (!decompress) {
      return done(new UnsupportedMediaTypeException(`unsupported content encoding "${encoding}"`));
    }
    const inflated = decompress() as Transform & { receivedEncodedLength: number };
    inflated.receivedEncodedLength = 0; // Fastify compares it with the content-length
    payload.on('data', (chunk: Buffer) => {
      inflated.receivedEncodedLength += chunk.length;
    });
    payload.once('error', (error) => inflated.destroy(error));
    inflated.once('error', () => (payload as IncomingMessage).resume());
    done(null, payload.pipe(inflated));
  };
}
