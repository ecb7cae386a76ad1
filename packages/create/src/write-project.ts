import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ProjectFiles } from './application-files.js';
import { UsageError } from './usage-error.js';

/** The files of a new repository, and the configuration of npm. A folder that has only these counts as empty. */
const HARMLESS = new Set(['.git', '.gitkeep', '.DS_Store', '.npmrc']);

/**
 * Checks that a folder does not exist or is empty.
 *
 * @returns why a project cannot be written into it, or `undefined`
 */
export function folderProblem(folder: string): string | undefined {
  if (!existsSync(folder)) return undefined;
  if (!statSync(folder).isDirectory()) return `${folder} is a file. Choose another folder.`;
  const present = readdirSync(folder).filter((name) => !HARMLESS.has(name));
  if (present.length === 0) return undefined;
  const some = present.slice(0, 3).join(', ');
  return `${folder} is not empty (${some}). Choose another folder, or delete its files first.`;
}

/**
 * Writes a project into a folder, which is created if it does not exist.
 *
 * @throws UsageError if the folder cannot be created or written
 */
export function writeProject(folder: string, files: ProjectFiles): void {
  try {
    for (const [path, text] of files) {
      const target = join(folder, path);
      mkdirSync(dirname(target), { recursive: true });
      // Nothing is overwritten.
      writeFileSync(target, text, { flag: 'wx' });
    }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${folder} cannot be written (${message}). Choose another folder.`, { cause: error });
  }
}
