import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Logger } from '@portico/common';
import { coreError } from '../errors/core-error.js';

/**
 * Logs a warning for a folder of static files that does not exist: libraries reply with 404 to every request for its
 * files, and say nothing.
 *
 * @param folder the argument of `useStaticAssets()`; what is neither a path nor a file URL is ignored
 * @example
 * useStaticAssets(folder: string) { warnOfMissingFolder(folder); ... }
 * @see docs/errors.md#portico_static_folder
 */
export function warnOfMissingFolder(folder: unknown): void {
  const path = folder instanceof URL && folder.protocol === 'file:' ? fileURLToPath(folder) : folder;
  if (typeof path !== 'string' || isFolder(path)) return;
  new Logger('StaticAssets').warn(missingFolder(path).message);
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

function missingFolder(path: string): Error {
  const isEncoded = /%[\da-f]{2}/i.test(path);
  return coreError({
    code: 'PORTICO_STATIC_FOLDER',
    lines: [`useStaticAssets() serves no files from "${path}", because there is no such folder, or it cannot be read.`],
    remedies: [
      isEncoded
        ? 'The pathname of a URL is percent-encoded. Convert the URL: fileURLToPath(new URL("./public", import.meta.url)).'
        : 'Pass an absolute path, for example join(import.meta.dirname, "public"): others begin at the working directory.',
    ],
  });
}
