import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** Reads the contents of the files in a folder by their path, with `/` between folders. */
export function* readTemplate(folder: string): Generator<[path: string, text: string]> {
  for (const file of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!file.isFile()) continue;
    const path = join(file.parentPath, file.name);
    yield [relative(folder, path).replaceAll(sep, '/'), readFileSync(path, 'utf8')];
  }
}

/** In a template, the names of files that npm or tools of this repository would otherwise read begin with `_`. */
export function plainName(path: string): string {
  return path.replace(/^_(?=package|tsconfig)/, '').replace(/^_/, '.');
}
