import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** From here, and from where the application has been started: a package manager may install a package only for the application. */
const PLACES = [import.meta.url, pathToFileURL(join(process.cwd(), 'index.js')).href];

/**
 * Loads a package that need not be installed.
 *
 * @typeParam T what it exports, as far as it is used
 * @returns `undefined` if it is not installed
 * @throws what it throws while it is loaded
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
