import { expect, it } from 'vitest';
import { tarballProblems } from './tarball.js';

const whole = ['LICENSE', 'README.md', 'package.json', 'dist/a.js', 'dist/a.js.map', 'dist/a.d.ts', 'src/a.ts'];

it('takes a whole package', () => {
  expect(tarballProblems(whole)).toEqual([]);
});

it.each(whole)('misses %s', (file) => {
  expect(tarballProblems(whole.filter((other) => other !== file))).not.toEqual([]);
});

it.each(['src/a.spec.ts', 'src/a.fixture.ts', 'dist/tsconfig.lib.tsbuildinfo', 'test/b.ts'])('refuses %s', (file) => {
  expect(tarballProblems([...whole, file])).toEqual([`the package must not hold ${file}`]);
});
