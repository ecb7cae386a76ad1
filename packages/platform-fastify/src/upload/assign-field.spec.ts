import { closeGaps } from '@portico/common';
import { expect, it } from 'vitest';
import { assignField, emptyFields, exceedsIndex } from './assign-field.js';

function fieldsOf(...entries: [string, unknown][]): unknown {
  const fields = emptyFields();
  for (const [name, value] of entries) assignField(fields, name, value);
  closeGaps(fields);
  return JSON.parse(JSON.stringify(fields));
}

it.each<[[string, unknown][], unknown]>([
  [[['a', 1]], { a: 1 }],
  [
    [
      ['a', 1],
      ['a', 2],
      ['a', 3],
    ],
    { a: [1, 2, 3] },
  ],
  [[['a[]', 1]], { a: [1] }],
  [
    [
      ['a[b]', 1],
      ['a[c]', 2],
    ],
    { a: { b: 1, c: 2 } },
  ],
  [
    [
      ['a[0]', 1],
      ['a[1]', 2],
    ],
    { a: [1, 2] },
  ],
  [
    [
      ['a[][b]', 1],
      ['a[][b]', 2],
    ],
    { a: [{ b: 1 }, { b: 2 }] },
  ],
  [
    [
      ['a[0]', 1],
      ['a[x]', 2],
    ],
    { a: { 0: 1, x: 2 } },
  ],
  [
    [
      ['a[', 1],
      ['b]', 2],
      ['[c]', 3],
    ],
    { 'a[': 1, 'b]': 2, '[c]': 3 },
  ],
])('%j', (entries, expected) => {
  expect(fieldsOf(...entries)).toEqual(expected);
});

it('creates no sparse arrays', () => {
  expect(fieldsOf(['a[5]', 2], ['a[3]', 1], ['b[1000]', 1])).toEqual({ a: [1, 2], b: [1] });
  expect(fieldsOf(['a[999999999]', 1])).toEqual({ a: { 999999999: 1 } });
});

it.each<{ entries: [string, unknown][] }>([
  {
    entries: [
      ['a', 1],
      ['a[b]', 2],
    ],
  },
  {
    entries: [
      ['a[b]', 1],
      ['a', 2],
    ],
  },
])('rejects conflicting names: $entries', ({ entries }) => {
  expect(() => fieldsOf(...entries)).toThrow(/Invalid field name/);
});

it.each([
  ['a[3]', false],
  ['a[4]', true],
  ['a[b][04]', true],
  ['4[3]', false],
  ['a[4]b', false],
])('%s has an index above 3: %s', (name, expected) => {
  expect(exceedsIndex(name, { largestIndex: 3, deepestNesting: 9 })).toBe(expected);
});

it('rejects names that are nested too deeply', () => {
  expect(() => fieldsOf([`a${'[b]'.repeat(50)}`, 1])).toThrow(/nesting too deep/);
});

it('does not change prototypes', () => {
  const fields = emptyFields();
  assignField(fields, '__proto__[polluted]', 'yes');
  assignField(fields, 'constructor[prototype][polluted]', 'yes');
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});
