import { isDeepStrictEqual } from 'node:util';
import type { Manifest } from '../../../build/src/package-entries.js';

type TypesVersions = Record<string, Record<string, string[]>>;

/**
 * What `typesVersions` of a manifest has to be, so that a compiler that does not support `exports` (`moduleResolution: node10`, the
 * default with `module: commonjs`) finds the declarations of every named subpath; `undefined` when there are none.
 */
export function typesVersionsOf({ exports }: Pick<Manifest, 'exports'>): TypesVersions | undefined {
  const paths: Record<string, string[]> = {};
  for (const [subpath, target] of Object.entries(exports)) {
    if (subpath !== '.' && typeof target !== 'string') paths[subpath.slice(2)] = [target.types ?? ''];
  }
  return Object.keys(paths).length === 0 ? undefined : { '*': paths };
}

/** What is wrong with the `typesVersions` of a manifest. */
export function typesVersionsProblems(manifest: Pick<Manifest, 'exports'> & { typesVersions?: unknown }): string[] {
  const expected = typesVersionsOf(manifest);
  if (isDeepStrictEqual(manifest.typesVersions, expected)) return [];
  const remedy =
    expected === undefined ? 'Remove it.' : `Write into package.json: "typesVersions": ${JSON.stringify(expected)}`;
  return [
    `"typesVersions" does not have the subpaths of "exports", which moduleResolution node10 cannot read. ${remedy}`,
  ];
}
