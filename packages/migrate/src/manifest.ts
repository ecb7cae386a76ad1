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
  optionalDependencies?: Dependencies;
  overrides?: Record<string, unknown>;
  resolutions?: Record<string, unknown>;
  pnpm?: { overrides?: Record<string, unknown> };
  workspaces?: string[] | { packages?: string[] };
  packageManager?: string;
  [field: string]: unknown;
}

/** The fields that list the installed packages of an application. */
export const FIELDS = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'] as const;

/** A package.json that cannot be read. */
export class InvalidManifestError extends Error {}

/**
 * Reads the package.json of a folder. Returns `undefined` if there is none.
 *
 * @throws InvalidManifestError if it is not a JSON object
 */
export function readManifest(folder: string): Manifest | undefined {
  const file = join(folder, 'package.json');
  if (!existsSync(file)) return undefined;
  const value = parsed(file);
  // The members are read as optional.
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Manifest;
  throw new InvalidManifestError(`${file} does not contain a JSON object.`);
}

function parsed(file: string): unknown {
  try {
    // Some editors write a byte order mark, which npm ignores.
    return JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new InvalidManifestError(`${file} is not valid JSON: ${error instanceof Error ? error.message : error}`);
  }
}
