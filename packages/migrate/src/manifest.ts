import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export type Dependencies = Record<string, string>;

/** The fields of a package.json that this package reads. */
export interface Manifest {
  name?: string;
  version?: string;
  dependencies?: Dependencies;
  devDependencies?: Dependencies;
  peerDependencies?: Dependencies;
  peerDependenciesMeta?: Record<string, { optional?: boolean }>;
  overrides?: Record<string, unknown>;
  workspaces?: string[] | { packages?: string[] };
  packageManager?: string;
  [field: string]: unknown;
}

/** The fields that list the installed packages of an application. */
export const FIELDS = ['dependencies', 'devDependencies', 'peerDependencies'] as const;

/** Reads the package.json of a folder. Returns `undefined` if there is none. */
export function readManifest(folder: string): Manifest | undefined {
  const file = join(folder, 'package.json');
  // The members are read as optional.
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Manifest) : undefined;
}
