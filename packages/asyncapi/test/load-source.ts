import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const ROOT = join(import.meta.dirname, '../../..');

/** Loads a source file of another project of the repository, on which this one does not depend. */
export function loadSource<T>(path: string): Promise<T> {
  return import(/* @vite-ignore */ pathToFileURL(join(ROOT, path)).href);
}
