import { expect, it } from 'vitest';
import { tarballProblems } from './tarball.js';

const documents = ['LICENSE', 'README.md', 'package.json'];
const built = ['bundle/index.js', 'bundle/index.js.map', 'dist/a.d.ts', 'dist/a.d.ts.map', 'src/a.ts'];
const whole = [...documents, ...built];

it('takes a whole package', () => {
  expect(tarballProblems(whole)).toEqual([]);
});

it.each(whole)('misses %s', (file) => {
  expect(tarballProblems(whole.filter((other) => other !== file))).not.toEqual([]);
});

it.each(['src/a.spec.ts', 'src/a.fixture.ts', 'dist/tsconfig.lib.tsbuildinfo', 'test/b.ts', 'dist/a.js'])(
  'refuses %s',
  (file) => {
    expect(tarballProblems([...whole, file])).toEqual([`the package must not hold ${file}`]);
  },
);
