import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** The files below a folder: texts by path, with `/` between folders. */
export function* readTemplate(folder: string): Generator<[path: string, text: string]> {
  for (const file of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!file.isFile()) continue;
    const path = join(file.parentPath, file.name);
    yield [relative(folder, path).replaceAll(sep, '/'), readFileSync(path, 'utf8')];
  }
}

/** Files that npm or a tool of this repository would take for its own begin with `_` in a template. */
export function plainName(path: string): string {
  return path.replace(/^_(?=package|tsconfig)/, '').replace(/^_/, '.');
}
