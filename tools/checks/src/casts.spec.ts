import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { addCasts, castProblems, countCasts } from './casts.js';

const root = resolve(import.meta.dirname, '../../..');

it('finds no more casts in a package than are recorded', () => {
  const recorded = JSON.parse(readFileSync(resolve(import.meta.dirname, 'casts.json'), 'utf8'));
  expect(castProblems(countCasts(root), recorded)).toEqual([]);
});

it('counts assertions, but neither const ones nor imports under another name', () => {
  const count = { casts: 0, throughUnknown: 0 };
  addCasts('import { a as b } from "c";\nb as string; [1] as const; b as unknown as number;\n// b as string', count);
  expect(count).toEqual({ casts: 3, throughUnknown: 1 });
});

it('says what to do about a number that grew, and nothing about one that fell or is not recorded', () => {
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
