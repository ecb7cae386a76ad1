import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';
import { BadRequestException, PayloadTooLargeException, UnsupportedMediaTypeException } from '@portico/common';
import type { HttpRequest } from './router.js';

type Decompress = (bytes: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>;

const ENCODINGS = new Map<string, Decompress>([
  ['gzip', promisify<Buffer, object, Buffer>(gunzip)],
  ['deflate', promisify<Buffer, object, Buffer>(inflate)],
  ['br', promisify<Buffer, object, Buffer>(brotliDecompress)],
]);

/**
 * Reads and decompresses the body of a request.
 *
 * @param limit in bytes, after decompression
 * @throws BadRequestException for a body that cannot be read, PayloadTooLargeException, UnsupportedMediaTypeException
 */
export async function readBody(request: HttpRequest, limit: number): Promise<Buffer> {
  const encoding = (request.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  const decompress = ENCODINGS.get(encoding);
  if (!decompress && encoding !== 'identity') throw new UnsupportedMediaTypeException(`No such encoding: ${encoding}`);
  if (Number(request.headers['content-length']) > limit) throw new PayloadTooLargeException();
  const bytes = await collect(request, limit);
  if (!decompress || bytes.length === 0) return bytes;
  try {
    return await decompress(bytes, { maxOutputLength: limit });
  } catch (error) {
    if (isTooLarge(error)) throw new PayloadTooLargeException();
    throw new BadRequestException('The body is not compressed as its Content-Encoding says', { cause: error });
  }
}

/** What exceeds the limit is read and discarded, so that the client receives the reply and can reuse the connection. */
async function collect(request: HttpRequest, limit: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of request as AsyncIterable<Uint8Array>) {
      size += chunk.length;
      if (size <= limit) chunks.push(chunk);
    }
  } catch (error) {
    throw new BadRequestException('The body is incomplete', { cause: error });
  }
  if (size > limit) throw new PayloadTooLargeException();
  return Buffer.concat(chunks);
}

function isTooLarge(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
}
