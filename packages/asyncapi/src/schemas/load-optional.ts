import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Resolved from this file and from the working directory, because a package manager may install a package only for the application. */
const PLACES = [import.meta.url, pathToFileURL(join(process.cwd(), 'index.js')).href];

/**
 * Loads an optional package.
 *
 * @typeParam T the exports that are used
 * @returns `undefined` if it is not installed
 * @throws the error of the package if loading it fails
 */
export function loadOptional<T>(name: string): T | undefined {
  for (const place of PLACES) {
    const resolver = createRequire(place);
    let path: string;
    try {
      path = resolver.resolve(name);
    } catch {
      continue;
    }
    return resolver(path);
  }
  return undefined;
}
