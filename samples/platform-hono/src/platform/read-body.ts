import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';
import { BadRequestException, PayloadTooLargeException, UnsupportedMediaTypeException } from '@portico/common';
import type { HonoRequest } from './hono-request.js';

type Inflate = (bytes: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>;

const ENCODINGS = new Map<string, Inflate>([
  ['gzip', promisify<Buffer, object, Buffer>(gunzip)],
  ['deflate', promisify<Buffer, object, Buffer>(inflate)],
  ['br', promisify<Buffer, object, Buffer>(brotliDecompress)],
]);

/**
 * Reads and decompresses the body of a request.
 *
 * @param limit the maximum decompressed size, in bytes
 * @throws BadRequestException for an invalid body, PayloadTooLargeException, UnsupportedMediaTypeException
 */
export async function readBody(request: HonoRequest, limit: number): Promise<Buffer> {
  const encoding = (request.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  const unpack = ENCODINGS.get(encoding);
  if (!unpack && encoding !== 'identity') throw new UnsupportedMediaTypeException(`No such encoding: ${encoding}`);
  if (Number(request.headers['content-length']) > limit) throw new PayloadTooLargeException();
  const bytes = await collect(request, limit);
  if (!unpack || bytes.length === 0) return bytes;
  try {
    return await unpack(bytes, { maxOutputLength: limit });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw new PayloadTooLargeException();
    throw new BadRequestException('The body does not match its content encoding', { cause: error });
  }
}

/** Reads and discards the rest of a body over the limit, so that the client receives the reply and the connection stays open. */
async function collect(request: HonoRequest, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request) {
      size += (chunk as Buffer).length;
      if (size <= limit) chunks.push(chunk as Buffer);
    }
  } catch (error) {
    throw new BadRequestException('The body is incomplete', { cause: error });
  }
  if (size > limit) throw new PayloadTooLargeException();
  return Buffer.concat(chunks);
}
