import { brotliDecompress, gunzip, inflate } from 'node:zlib';
import { UnsupportedMediaTypeException } from '@portico/common';
import { errorCodes, type FastifyRequest } from 'fastify';

type Unpacked = (error: Error | null, body: Buffer) => void;
type Unpack = (body: Buffer, options: { maxOutputLength: number }, callback: Unpacked) => void;

const UNPACK = new Map<string, Unpack>([
  ['gzip', gunzip],
  ['x-gzip', gunzip],
  ['deflate', inflate],
  ['br', brotliDecompress],
]);

/** Returns whether a body has a content encoding, supported or not. */
export function isPacked({ headers }: FastifyRequest, body: Buffer): boolean {
  const encoding = headers['content-encoding'];
  return Boolean(encoding) && encoding?.trim().toLowerCase() !== 'identity' && body.length > 0;
}

/**
 * Decompresses the body of a request. This happens when the body is parsed, not in a hook, so that it costs nothing for
 * the many requests that are not compressed.
 *
 * @param limit largest decompressed size in bytes
 * @param unpacked called with the body, or an error with the status of the reply: 400, 413 or 415
 */
export function unpackBody({ headers }: FastifyRequest, body: Buffer, limit: number, unpacked: Unpacked): void {
  const encoding = headers['content-encoding'] ?? 'identity';
  const unpack = UNPACK.get(encoding.trim().toLowerCase());
  if (!unpack) {
    unpacked(new UnsupportedMediaTypeException(`unsupported content encoding "${encoding}"`), body);
    return;
  }
  unpack(body, { maxOutputLength: limit }, (error, result) => unpacked(error && answerable(error), result));
}

function answerable(error: NodeJS.ErrnoException): Error {
  if (error.code === 'ERR_BUFFER_TOO_LARGE') return new errorCodes.FST_ERR_CTP_BODY_TOO_LARGE();
  return Object.assign(error, { statusCode: 400, expose: true });
}
