import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Manifest } from './manifest.js';
import { offeredPackages } from './packages.js';
import type { Workspace } from './workspace.js';

const FILE = 'package-lock.json';

interface LockFile {
  /** By their path from the root: `node_modules/@nestjs/core`. */
  packages?: Record<string, Manifest>;
}

/** Whether the packages of a workspace are installed together, as npm's lockfile says. */
export function hasCommonLockFile({ root, manager, packages }: Workspace): boolean {
  return manager === 'npm' && packages.length > 1 && existsSync(join(root, FILE));
}

/**
 * The places in npm's lockfile at which a workspace has NestJS. npm would keep these versions, because they are in the range
 * of the aliases; a module that is installed in the root would then use NestJS, and the packages Portico.
 *
 * @returns paths such as `node_modules/@nestjs/core`; none if the folder is not a workspace
 */
export function lockedOriginals(workspace: Workspace): string[] {
  if (!hasCommonLockFile(workspace)) return [];
  const locked = readLockFile(workspace.root).packages ?? {};
  const places = workspace.packages.flatMap((folder) =>
    offeredPackages.map(({ alias, name }) => ({
      name,
      path: join(relative(workspace.root, folder), 'node_modules', alias).replaceAll('\\', '/'),
    })),
  );
  return places.flatMap(({ path, name }) => {
    const entry = locked[path];
    return entry && entry.name !== name ? [path] : [];
  });
}

/** Removes entries from npm's lockfile, so that the next installation resolves these packages again. */
export function removeLocked({ root }: Workspace, paths: readonly string[]): void {
  const lockFile = readLockFile(root);
  const packages = Object.entries(lockFile.packages ?? {}).filter(([path]) => !paths.includes(path));
  const text = JSON.stringify({ ...lockFile, packages: Object.fromEntries(packages) }, null, 2);
  writeFileSync(join(root, FILE), `${text}\n`);
}

/** Reads npm's lockfile. It is empty if there is none. */
export function readLockFile(root: string): LockFile {
  const file = join(root, FILE);
  // The members are read as optional.
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as LockFile) : {};
}
