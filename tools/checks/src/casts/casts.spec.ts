import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { addCasts, castProblems, countCasts } from './casts.js';

const root = resolve(import.meta.dirname, '../../../..');

it('finds at most as many casts in a package as are recorded', () => {
  const recorded = JSON.parse(readFileSync(resolve(import.meta.dirname, 'casts.json'), 'utf8'));
  expect(castProblems(countCasts(root), recorded)).toEqual([]);
});

it('counts assertions, except const assertions and renamed imports', () => {
  const count = { casts: 0, throughUnknown: 0 };
  addCasts('import { a as b } from "c";\nb as string; [1] as const; b as unknown as number;\n// b as string', count);
  expect(count).toEqual({ casts: 3, throughUnknown: 1 });
});

it('reports only increased numbers, with the fix', () => {
  const problems = castProblems(
    {
      core: { casts: 3, throughUnknown: 0 },
      common: { casts: 0, throughUnknown: 1 },
      fresh: { casts: 2, throughUnknown: 1 },
    },
    { core: { casts: 4, throughUnknown: 0 }, common: { casts: 0, throughUnknown: 0 } },
  );
  expect(problems).toEqual([expect.stringContaining('common has 1 throughUnknown, more than 0: use a type guard')]);
});
