import { expect, it } from 'vitest';
import { changedFacts } from './changed-facts.js';

it('leaves out, repeats and moves each line', () => {
  expect(changedFacts(['b', 'a'])).toEqual([['a'], ['b', 'b', 'a'], ['a', 'b'], ['b'], ['b', 'a', 'a']]);
});

it('moves no line of sorted ones, of which the order is not compared', () => {
  expect(changedFacts(['a', 'b'])).toEqual([['b'], ['a', 'a', 'b'], ['a'], ['a', 'b', 'b']]);
});

it('changes other facts to values that they do not have', () => {
  for (const fact of [200, 404, 'text', undefined, null, { a: 1 }]) expect(changedFacts(fact)).not.toContain(fact);
});
