import { expect, it } from 'vitest';
import { FormFields } from './form-fields.js';

const LIMITS = { largestIndex: 3, deepestNesting: 2 };

it.each([
  ['a[3]', undefined],
  ['a[4]', /index too large/],
  ['a[b][04]', /index too large/],
  ['4[3]', undefined],
  ['a[4]b', undefined],
  ['a[][4]', undefined],
  ['a[b][c]', undefined],
  ['a[b][c][d]', /nesting too deep/],
])('the limits of %s', (name, error) => {
  const add = () => new FormFields(LIMITS).add(name, 1);
  if (error) expect(add).toThrow(error);
  else expect(add).not.toThrow();
});

it('makes no list longer than its values', () => {
  const fields = new FormFields();
  for (const name of ['a[5]', 'a[3]', 'b[1000]', 'c[7][9]']) fields.add(name, 1);
  expect(fields.finish()).toEqual(Object.assign(Object.create(null), { a: [1, 1], b: [1], c: [[1]] }));
});

it('does not take a value for what names have made', () => {
  const fields = new FormFields();
  const value = { b: 1 };
  for (const name of ['a[b]', 'a[__proto__][polluted]', 'a']) fields.add(name, name === 'a[b]' ? value : 2);
  expect(JSON.stringify(fields.finish())).toBe('{"a":{"b":{"b":1},"":2}}');
  expect(value).toEqual({ b: 1 });
  expect(Reflect.get({}, 'polluted')).toBeUndefined();
});
