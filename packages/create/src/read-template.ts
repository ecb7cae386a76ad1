import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Reads the contents of the files in a folder by their path, with `/` between folders. It reads folder by folder:
 * inside the archives from which Yarn runs packages, `readdirSync()` does not say which folder an entry is in.
 */
export function* readTemplate(folder: string, prefix = ''): Generator<[path: string, text: string]> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* readTemplate(path, `${prefix}${entry.name}/`);
    else yield [`${prefix}${entry.name}`, readFileSync(path, 'utf8')];
  }
}

/** In a template, the names of files that npm or tools of this repository would otherwise read begin with `_`. */
export function plainName(path: string): string {
  return path.replace(/^_(?=package|tsconfig)/, '').replace(/^_/, '.');
}
