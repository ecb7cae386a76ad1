import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { FastifyRequest } from 'fastify';
import type { IncomingMultipartFile, MultipartStorageEngine } from './multipart-contracts.js';

type Choice = (
  request: FastifyRequest,
  file: IncomingMultipartFile,
  callback: (error: Error | null, value: string) => void,
) => void;

/** Options of {@link diskStorage}. */
export interface DiskStorageOptions {
  /**
   * The folder, which is created if it is a string; or a function that passes it to a callback. Default: the system's
   * folder for temporary files.
   */
  destination?: string | Choice | undefined;
  /** Passes the name in the folder to a callback. Default: a random name without an extension. */
  filename?: Choice | undefined;
}

/** Keeps files in memory, as `file.buffer`. */
export function memoryStorage(): MultipartStorageEngine {
  return {
    async _handleFile(_request, file) {
      const chunks: Buffer[] = [];
      for await (const chunk of file.stream) chunks.push(chunk);
      const buffer = Buffer.concat(chunks);
      return { buffer, size: buffer.length };
    },
    async _removeFile(_request, file) {
      delete file.buffer;
    },
  };
}

/**
 * Writes files into a folder; the handler gets `destination`, `filename`, `path` and `size`.
 *
 * @example
 * FileInterceptor('file', { storage: diskStorage({ destination: './upload' }) })
 */
export function diskStorage(options: DiskStorageOptions = {}): MultipartStorageEngine {
  return {
    async _handleFile(request, file) {
      const destination = await folderFor(options.destination, request, file);
      const filename = options.filename
        ? await choose(options.filename, request, file)
        : randomBytes(16).toString('hex');
      const path = join(destination, filename);
      const target = createWriteStream(path);
      try {
        await pipeline(file.stream, target);
      } catch (error) {
        await unlink(path).catch(() => undefined); // the first error is the one to report
        throw error;
      }
      return { destination, filename, path, size: target.bytesWritten };
    },
    async _removeFile(_request, file) {
      const { path } = file;
      delete file.destination;
      delete file.filename;
      delete file.path;
      if (path !== undefined) await unlink(path);
    },
  };
}

async function folderFor(
  destination: DiskStorageOptions['destination'],
  request: FastifyRequest,
  file: IncomingMultipartFile,
): Promise<string> {
  if (typeof destination === 'function') return choose(destination, request, file);
  if (destination === undefined) return tmpdir();
  await mkdir(destination, { recursive: true });
  return destination;
}

function choose(choice: Choice, request: FastifyRequest, file: IncomingMultipartFile): Promise<string> {
  return new Promise((resolve, reject) => {
    const choosing: unknown = choice(request, file, (error, value) => (error ? reject(error) : resolve(value)));
    if (choosing instanceof Promise) choosing.catch(reject);
  });
}
