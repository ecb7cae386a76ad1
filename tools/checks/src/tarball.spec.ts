import { expect, it } from 'vitest';
import { tarballProblems } from './tarball.js';

const documents = ['LICENSE', 'README.md', 'package.json'];
const built = ['dist/index.js', 'dist/index.js.map', 'dist/index.d.ts'];
const whole = [...documents, ...built];

it('takes a whole package', () => {
  expect(tarballProblems([...whole, 'dist/shared.js', 'dist/subpaths/constants.d.ts'])).toEqual([]);
});

it.each(whole)('misses %s', (file) => {
  expect(tarballProblems(whole.filter((other) => other !== file))).toEqual([`the package lacks ${file}`]);
});

it.each(['src/a.ts', 'dist/a.spec.js', 'dist/a.fixture.d.ts', 'dist/tsconfig.lib.tsbuildinfo', 'test/b.ts', 'api.md'])(
  'refuses %s',
  (file) => {
    expect(tarballProblems([...whole, file])).toEqual([`the package must not hold ${file}`]);
  },
);
