import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { globSync } from 'tinyglobby';
import { parse } from 'yaml';
import { readManifest } from './manifest.js';

export type PackageManager = 'npm' | 'pnpm' | 'yarn' | 'yarn-classic';

/** The folder or workspace in which an application is installed. */
export interface Workspace {
  /** The folder with the lockfile. */
  readonly root: string;
  readonly manager: PackageManager;
  /** Whether the package manager installs peer dependencies itself. */
  readonly installsPeers: boolean;
  /** The folders of all packages, including the root. */
  readonly packages: readonly string[];
}

/** Finds the workspace that contains a folder. A folder outside any workspace is treated as a workspace of one package. */
export function findWorkspace(folder: string): Workspace {
  const start = resolve(folder);
  const root = ancestors(start).find((parent) => isMember(parent, start)) ?? start;
  const manager = managerOf(root);
  return { root, manager, installsPeers: installsPeers(root, manager), packages: packagesOf(root) };
}

function ancestors(folder: string): string[] {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [folder, ...ancestors(parent)];
}

function isMember(root: string, folder: string): boolean {
  return patternsOf(root).length > 0 && packagesOf(root).includes(folder);
}

function packagesOf(root: string): string[] {
  const patterns = patternsOf(root).map(
    (pattern) => `${pattern.replace(/^\.\//, '').replace(/\/+$/, '')}/package.json`,
  );
  const files = globSync(patterns, { cwd: root, ignore: ['**/node_modules/**'], expandDirectories: false });
  // A list may name the root itself, as ".".
  return [...new Set([root, ...files.sort().map((file) => join(root, dirname(file)))])];
}

/** Reads the list of workspaces: from package.json for npm and yarn, and from its own file for pnpm. */
function patternsOf(root: string): string[] {
  const file = join(root, 'pnpm-workspace.yaml');
  // The member is read as optional.
  if (existsSync(file)) return (parse(readFileSync(file, 'utf8')) as { packages?: string[] } | null)?.packages ?? [];
  const { workspaces = [] } = readManifest(root) ?? {};
  return Array.isArray(workspaces) ? workspaces : (workspaces.packages ?? []);
}

function managerOf(root: string): PackageManager {
  const named = /^(npm|pnpm|yarn)@(\d+)/.exec(readManifest(root)?.packageManager ?? '');
  // The expression matches only these names.
  if (named) return named[1] === 'yarn' && named[2] === '1' ? 'yarn-classic' : (named[1] as PackageManager);
  if (existsSync(join(root, 'pnpm-lock.yaml')) || existsSync(join(root, 'pnpm-workspace.yaml'))) return 'pnpm';
  const lockfile = join(root, 'yarn.lock');
  if (!existsSync(lockfile)) return 'npm';
  return readFileSync(lockfile, 'utf8').includes('__metadata:') ? 'yarn' : 'yarn-classic';
}

function installsPeers(root: string, manager: PackageManager): boolean {
  if (manager === 'yarn' || manager === 'yarn-classic') return false;
  const file = join(root, '.npmrc');
  const settings = existsSync(file) ? readFileSync(file, 'utf8') : '';
  if (manager === 'pnpm') return !/^\s*auto-install-peers\s*=\s*false/m.test(settings);
  return !/^\s*legacy-peer-deps\s*=\s*true/m.test(settings);
}

/** Returns the name of a package of a workspace in the report. */
export function labelOf({ root }: Pick<Workspace, 'root'>, folder: string): string {
  return join(relative(root, folder), 'package.json');
}
