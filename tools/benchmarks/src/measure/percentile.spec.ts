import { expect, it } from 'vitest';
import { percentile } from './percentile.js';

it('a percentile is a value that occurs, in any order', () => {
  const values = Float64Array.from({ length: 100 }, (_, index) => 100 - index);
  expect(percentile(values, 0.5)).toBe(50);
  expect(percentile(values, 0.99)).toBe(99);
  expect(percentile(values, 1)).toBe(100);
  expect(percentile(Float64Array.of(7), 0.01)).toBe(7);
  expect(percentile(Float64Array.of(), 0.5)).toBeNaN();
});
