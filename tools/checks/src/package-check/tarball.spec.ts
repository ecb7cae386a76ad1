import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { tarballProblems, versionProblems } from './tarball.js';

const documents = ['LICENSE', 'README.md', 'package.json'];
const built = ['dist/index.js', 'dist/index.js.map', 'dist/index.d.ts'];
const whole = [...documents, ...built];

it('accepts a complete package', () => {
  expect(tarballProblems([...whole, 'dist/shared.js', 'dist/subpaths/constants.d.ts'])).toEqual([]);
});

it.each(whole)('reports a missing %s', (file) => {
  expect(tarballProblems(whole.filter((other) => other !== file))).toEqual([`the package lacks ${file}`]);
});

it.each(['src/a.ts', 'dist/a.spec.js', 'dist/a.fixture.d.ts', 'dist/tsconfig.lib.tsbuildinfo', 'test/b.ts', 'api.md'])(
  'rejects %s',
  (file) => {
    expect(tarballProblems([...whole, file])).toEqual([`the package must not hold ${file}`]);
  },
);

it('accepts other files that the manifest lists', () => {
  const files = [...whole, 'bin.mjs', 'templates/src/main.ts'];
  expect(tarballProblems(files, { files: ['dist', 'bin.mjs', 'templates'] })).toEqual([]);
  expect(tarballProblems(files, { files: ['dist', 'bin.mjs'] })).toEqual([
    'the package must not hold templates/src/main.ts',
  ]);
  expect(tarballProblems([...whole, 'bin.mjs'], { files: ['dist', 'bin.mjs', 'templates'] })).toEqual([
    'the package lacks templates',
  ]);
});

it('reports files that were built for another version', () => {
  const root = mkdtempSync(join(tmpdir(), 'portico-tarball-'));
  try {
    mkdirSync(join(root, 'dist/subpaths'), { recursive: true });
    writeFileSync(join(root, 'dist/index.js'), 'const {} = copies["@portico/x 12.1.0 01234567 index.js"] ??= 1;');
    writeFileSync(join(root, 'dist/subpaths/a.js'), 'const {} = copies["@portico/x 12.0.0 01234567 a.js"] ??= 1;');
    expect(versionProblems(root, { name: '@portico/x', version: '12.1.0' })).toEqual([
      'dist/subpaths/a.js was built for 12.0.0: npx nx build @portico/x',
    ]);
  } finally {
    rmSync(root, { recursive: true });
  }
});
