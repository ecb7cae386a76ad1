import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { documentsOf } from './documents.js';
import { unmarkedBlocks } from './snippets.js';

/** The languages whose blocks have to be cut from a file that is compiled and tested. */
const LANGUAGES = ['ts', 'tsx', 'typescript', 'js', 'jsx', 'mjs', 'cjs', 'javascript'];

/** A block that can't be cut from a file, and why. */
export interface UncutBlock {
  readonly file: string;
  /** What the block begins with. */
  readonly begins: string;
  readonly reason: string;
}

/** Blocks of code that nothing compiles: none without a reason. */
export const exceptions: readonly UncutBlock[] = [];

/** The blocks of the READMEs and of docs that are neither cut from a file nor excepted, as `file:line`. */
export function uncutBlocks(root: string, excepted: readonly UncutBlock[] = exceptions): string[] {
  return documentsOf(root)
    .filter((file) => file.startsWith('docs/') || file.endsWith('README.md'))
    .flatMap((file) => {
      const document = readFileSync(join(root, file), 'utf8');
      const lines = document.split('\n');
      return unmarkedBlocks(document, LANGUAGES)
        .filter((line) => !excepted.some((block) => block.file === file && lines[line]?.startsWith(block.begins)))
        .map((line) => `${file}:${line}`);
    });
}
