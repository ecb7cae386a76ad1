import { BadRequestException } from '@portico/common';
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
])('%s', async (body, fields) => {
  expect(JSON.parse(JSON.stringify(await parseUrlencoded(body)))).toEqual(fields);
});

it('reads a list as long as the form', async () => {
  const body = Array.from({ length: 300 }, (_, index) => `a[${299 - index}]=${299 - index}`).join('&');
  const list = Array.from({ length: 300 }, (_, index) => `${index}`);
  expect(Reflect.get(await parseUrlencoded(body), 'a')).toEqual(list);
});

it('makes objects without a prototype, and omits keys that name one', async () => {
  const form = await parseUrlencoded('toString=1&__proto__[x]=1&a[__proto__][y]=2');
  expect(form).toEqual({ toString: '1', a: {} });
  expect(Object.getPrototypeOf(form)).toBeNull();
});

it('rejects names that are nested too deeply', async () => {
  const nested = (levels: number) => `a${'[b]'.repeat(levels)}=1`;
  await expect(parseUrlencoded(nested(32))).resolves.toHaveProperty('a');
  await expect(parseUrlencoded(nested(33))).rejects.toThrow(BadRequestException);
  await expect(parseUrlencoded(`${'['.repeat(100_000)}=1`)).resolves.toBeDefined();
});
