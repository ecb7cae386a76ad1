import { expect, it } from 'vitest';
import { readLastQuery, readQuery } from './read-query.js';

const url = '/chat?token=a&tag=x&tag=y&tag=&name=Gr%C3%BC%C3%9Fe+%26&flag&__proto__=p&constructor=c';

it('reads a repeated parameter as an array, or its last value', () => {
  const once = { token: 'a', name: 'Grüße &', flag: '', constructor: 'c' };
  expect({ ...readQuery(url) }).toEqual({ ...once, tag: ['x', 'y', ''], ['__proto__']: 'p' });
  expect({ ...readLastQuery(url) }).toEqual({ ...once, tag: '', ['__proto__']: 'p' });
});

it('returns only parameters of the query', () => {
  for (const read of [readQuery, readLastQuery]) {
    for (const empty of ['/', '/?', '', '/chat?&&']) {
      expect(Object.keys(read(empty))).toEqual([]);
      for (const name of ['constructor', 'toString', '__proto__']) expect(read(empty)[name]).toBeUndefined();
    }
  }
});

it('reads a query with many equal names quickly', () => {
  const many = readQuery(`/?${'a=1&'.repeat(100_000)}`);
  expect(many['a']).toHaveLength(100_000);
});
