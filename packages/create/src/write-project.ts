import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ProjectFiles } from './application-files.js';
import { UsageError } from './usage-error.js';

/** The files of a new repository, and the configuration of npm. A folder that has only these counts as empty. */
const HARMLESS = new Set(['.git', '.gitkeep', '.DS_Store', '.npmrc']);

/**
 * Writes a project into a folder, which is created if it does not exist.
 *
 * @throws UsageError if the folder has other files, because nothing is overwritten, or if it is a file
 */
export function writeProject(folder: string, files: ProjectFiles): void {
  if (existsSync(folder) && !statSync(folder).isDirectory()) {
    throw new UsageError(`${folder} is a file. Choose another folder.`);
  }
  const present = existsSync(folder) ? readdirSync(folder).filter((name) => !HARMLESS.has(name)) : [];
  if (present.length > 0) {
    const some = present.slice(0, 3).join(', ');
    throw new UsageError(`${folder} is not empty (${some}). Choose another folder, or delete its files first.`);
  }
  for (const [path, text] of files) {
    const target = join(folder, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
  }
}
