import { join } from 'node:path';
import { generateFiles, type Tree } from '@nx/devkit';

/** Writes the templates of a folder beside this file; `.template` is dropped from their names. */
export function writeTemplates(
  tree: Tree,
  folder: string,
  destination: string,
  values: Readonly<Record<string, unknown>>,
): void {
  generateFiles(tree, join(import.meta.dirname, 'templates', folder), destination, { ...values, fence: '```' });
}
