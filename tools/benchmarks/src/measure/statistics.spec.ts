import { describe, expect, it } from 'vitest';
import { spread } from './statistics.js';

describe('spread', () => {
  it('uses the middle of an odd number of values in any order', () => {
    expect(spread([30, 1, 2])).toEqual({ median: 2, min: 1, max: 30 });
  });

  it('uses the mean of the two values in the middle of an even number', () => {
    expect(spread([4, 1, 3, 100]).median).toBe(3.5);
  });

  it('sorts numerically, and does not change the array', () => {
    const values = [10, 9, 100];
    expect(spread(values).median).toBe(10);
    expect(values).toEqual([10, 9, 100]);
  });

  it('throws if there are no values', () => {
    expect(() => spread([])).toThrow(RangeError);
  });
});
