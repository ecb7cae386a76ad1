import { describe, expect, it } from 'vitest';
import { spread } from './statistics.js';

describe('spread', () => {
  it('takes the middle of an odd number of values, whatever their order', () => {
    expect(spread([30, 1, 2])).toEqual({ median: 2, min: 1, max: 30 });
  });

  it('takes the mean of the two in the middle of an even number', () => {
    expect(spread([4, 1, 3, 100]).median).toBe(3.5);
  });

  it('orders as numbers and leaves the values alone', () => {
    const values = [10, 9, 100];
    expect(spread(values).median).toBe(10);
    expect(values).toEqual([10, 9, 100]);
  });

  it('refuses to invent a figure from nothing', () => {
    expect(() => spread([])).toThrow(RangeError);
  });
});
