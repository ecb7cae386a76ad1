import { expect, it } from 'vitest';
import { countParameters, parseQueryString } from './query-string.js';

const names = (count: number) => Array.from({ length: count }, (_, index) => `p${index}=1`).join('&');

it('reads a thousand parameters', () => {
  expect(Object.keys(parseQueryString('a=1&b=2'))).toEqual(['a', 'b']);
  expect(Object.keys(parseQueryString(names(1_000)))).toHaveLength(1_000);
  expect(Object.keys(parseQueryString(names(5_000)))).toHaveLength(1_000);
  expect(parseQueryString(`a=${'x'.repeat(5_000)}`)).toEqual({ a: 'x'.repeat(5_000) });
});

it('counts parameters without reading them', () => {
  expect([countParameters(''), countParameters('a'), countParameters('a&b&c')]).toEqual([1, 1, 3]);
});
