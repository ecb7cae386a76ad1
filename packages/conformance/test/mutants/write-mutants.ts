import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Mutant } from './mutant.js';

export type Kind = 'http' | 'websocket';

const PACKAGE = resolve(import.meta.dirname, '../..');
const STARTERS = join(PACKAGE, 'starters');
/** Within the package, so that a copied starter can import the suites and the libraries. */
const MUTANTS_FOLDER = join(PACKAGE, 'out-tsc/mutants');

/**
 * Returns the text of the file with the mutant applied.
 *
 * @throws Error if the file does not contain the text to replace exactly once
 */
export async function mutate(kind: Kind, { what, file, from, to }: Mutant): Promise<string> {
  const path = join(STARTERS, kind, file);
  const parts = (await readFile(path, 'utf8')).split(from);
  if (parts.length === 2) return parts.join(to);
  throw new Error(`The mutant "${what}" replaces a text that ${path} has ${parts.length - 1} times: ${from}`);
}

/**
 * Writes a copy of the starter for each mutant, and one without a mutant.
 *
 * @returns the folders in the order of the mutants, and last the one without a mutant
 */
export async function writeMutants(kind: Kind, mutants: readonly Mutant[]): Promise<string[]> {
  const root = join(MUTANTS_FOLDER, kind);
  await rm(root, { recursive: true, force: true });
  return Promise.all(
    [...mutants, undefined].map(async (mutant, index) => {
      const folder = join(root, String(index));
      await mkdir(folder, { recursive: true });
      for (const starter of ['http', 'websocket']) {
        await cp(join(STARTERS, starter), join(folder, starter), { recursive: true });
      }
      if (mutant) await writeFile(join(folder, kind, mutant.file), await mutate(kind, mutant));
      return folder;
    }),
  );
}
