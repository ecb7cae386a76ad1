import { expect, it } from 'vitest';
import { parseUrlencoded } from './parse-urlencoded.js';

it.each([
  ['', {}],
  ['a=1&a=2&a=3', { a: ['1', '2', '3'] }],
  ['a[]=1', { a: ['1'] }],
  ['a[b]=1&a[c]=2', { a: { b: '1', c: '2' } }],
  ['a[x]=1&a=', { a: { x: '1' } }],
  ['a[b]c[d]=1', { a: { b: { d: '1' } } }],
  ['a[[]]=1', { a: { '[]': '1' } }],
  ['[0]=a&[]=b', { 0: ['a', 'b'] }],
  ['a[x]=1&a=2&a=3', { a: { 0: '2', 1: '3', x: '1' } }],
  ['a[b][x]=1&a[b]=2&a[b]c=3', { a: { b: [{ x: '1' }, '2', '3'] } }],
  ['a[200]=1&a=2&a[]=3', { a: { 0: '3', 200: '1', 201: '2' } }],
  ['a=1&a[200]=2', { a: { 0: '1', 201: '2' } }],
  ['a=x+y&b=%C3%BC&c=%E4+%zz', { a: 'x y', b: 'ü', c: '%E4 %zz' }],
])('%s', (body, fields) => {
  expect(JSON.parse(JSON.stringify(parseUrlencoded(body)))).toEqual(fields);
});

it('reads a list as long as the form', () => {
  const body = Array.from({ length: 300 }, (_, index) => `a[${299 - index}]=${299 - index}`).join('&');
  expect(Reflect.get(parseUrlencoded(body), 'a')).toEqual(Array.from({ length: 300 }, (_, index) => `${index}`));
});

it('rejects names that are nested too deeply, and repeats only their beginning', () => {
  const nested = (levels: number) => `a${'[b]'.repeat(levels)}=1`;
  expect(() => parseUrlencoded(nested(32))).not.toThrow();
  expect(() => parseUrlencoded(nested(33))).toThrow(/^Field name nesting too deep - a\[b\].{0,98}\.*$/);
  expect(() => parseUrlencoded(`${'['.repeat(100_000)}=1`)).not.toThrow();
});

it('takes no time for large forms of small names', () => {
  const count = 20_000;
  const body = Array.from({ length: count }, (_, index) => `a[${count - index}]=&a=1&b[${index}][]=1`).join('&');
  const begin = performance.now();
  parseUrlencoded(body);
  expect(performance.now() - begin).toBeLessThan(5_000);
});
