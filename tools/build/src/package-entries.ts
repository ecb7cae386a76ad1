import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Where the compiler writes, in a package's folder. */
export const COMPILED = 'out-tsc/lib';

export interface Manifest {
  name: string;
  version: string;
  files?: string[];
  /** What our own build reads. */
  portico?: { copies?: Record<string, string>; apart?: string[] };
  exports: Record<string, string | Record<string, string>>;
  dependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
  peerDependenciesMeta?: Record<string, { optional?: boolean }>;
}

export interface PackageEntry {
  /** What users write: `@portico/core/internal`. */
  specifier: string;
  /** An absolute path into `dist`: what is published. */
  declarations: string;
  /** The compiler's own declarations, from which those are joined. */
  compiledDeclarations: string;
  /** An absolute path into `dist`. */
  module: string;
}

export function readManifest(root: string): Manifest {
  return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;
}

/** The entries of a package that hold code, in the order of its manifest. */
export function entriesOf(root: string, { name, exports }: Manifest = readManifest(root)): PackageEntry[] {
  return Object.entries(exports).flatMap(([subpath, target]) => {
    if (typeof target === 'string') return [];
    const { types = '', default: module = '' } = target;
    const specifier = name + subpath.slice(1);
    const compiledDeclarations = resolve(root, types.replace('./dist', COMPILED));
    return [{ specifier, declarations: resolve(root, types), compiledDeclarations, module: resolve(root, module) }];
  });
}
