import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export interface Manifest {
  name: string;
  version: string;
  exports: Record<string, string | Record<string, string>>;
  peerDependencies?: Record<string, string>;
}

export interface PackageEntry {
  /** What users write: `@portico/core/internal`. */
  specifier: string;
  /** An absolute path into `dist`. */
  declarations: string;
  /** An absolute path into `bundle`. */
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
    return [{ specifier, declarations: resolve(root, types), module: resolve(root, module) }];
  });
}
