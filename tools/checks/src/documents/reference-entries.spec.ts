import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../../../..');
const site = join(root, 'docs/site/reference');

interface Manifest {
  readonly exports: Readonly<Record<string, string | { readonly '@portico/source'?: string }>>;
}

/** The sources of the entries that users import: not those for packages of this repository, and for paths of NestJS. */
function publicEntries(folder: string): string[] {
  const { exports } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
  return Object.values(exports)
    .flatMap((target) => (typeof target === 'object' ? [target['@portico/source'] ?? ''] : []))
    .filter((source) => source !== '' && !source.includes('/subpaths/') && !source.endsWith('/internal.ts'))
    .map((source) => relative(root, resolve(folder, source)));
}

it('the reference describes every entry of the packages', () => {
  const packages = join(root, 'packages');
  const entries = readdirSync(packages).flatMap((name) => publicEntries(join(packages, name)));
  const { entryPoints } = JSON.parse(readFileSync(join(site, 'typedoc.json'), 'utf8')) as { entryPoints: string[] };
  const isMain = (entry: string): boolean => /^packages\/[^/]+\/src\/index\.ts$/.test(entry);
  const listed = entryPoints.map((path) => relative(root, resolve(site, path)));
  expect(listed).toContain('packages/*/src/index.ts');
  expect(listed.slice(1).sort()).toEqual(entries.filter((entry) => !isMain(entry)).sort());
});
