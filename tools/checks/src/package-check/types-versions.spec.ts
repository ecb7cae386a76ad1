import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readManifest } from '../../../build/src/package-entries.js';
import { typesVersionsOf, typesVersionsProblems } from './types-versions.js';

const exports = {
  '.': { types: './dist/index.d.ts', default: './dist/index.js' },
  './utils/a.util.js': { types: './dist/subpaths/a.d.ts', default: './dist/subpaths/a.js' },
  './utils/a.util': { types: './dist/subpaths/a.d.ts', default: './dist/subpaths/a.js' },
  './package.json': './package.json',
};
const typesVersions = {
  '*': { 'utils/a.util.js': ['./dist/subpaths/a.d.ts'], 'utils/a.util': ['./dist/subpaths/a.d.ts'] },
};

describe('typesVersions', () => {
  it('contain the declarations of all subpaths', () => {
    expect(typesVersionsOf({ exports })).toEqual(typesVersions);
    expect(typesVersionsProblems({ exports, typesVersions })).toEqual([]);
  });

  it('are required if they are missing or outdated', () => {
    const [missing] = typesVersionsProblems({ exports });
    expect(missing).toContain(JSON.stringify(typesVersions));
    expect(typesVersionsProblems({ exports, typesVersions: { '*': {} } })).toHaveLength(1);
  });

  it('are not required for a package with one entry', () => {
    const one = { exports: { '.': exports['.'] } };
    expect(typesVersionsProblems(one)).toEqual([]);
    expect(typesVersionsProblems({ ...one, typesVersions })).toEqual([expect.stringContaining('Remove it.')]);
  });
});

const packages = resolve(import.meta.dirname, '../../../../packages');

it.each(readdirSync(packages))('of packages/%s match its exports', (name) => {
  expect(typesVersionsProblems(readManifest(join(packages, name)))).toEqual([]);
});
