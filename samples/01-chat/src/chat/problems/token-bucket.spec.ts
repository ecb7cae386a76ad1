import { expect, it } from 'vitest';
import { TokenBucket } from './token-bucket.js';

it('allows a burst, and then the configured rate', () => {
  const bucket = new TokenBucket(3, 2, 1000);
  expect([1, 2, 3].map(() => bucket.take(1000))).toEqual([0, 0, 0]);
  expect(bucket.take(1000)).toBe(500);
  expect(bucket.take(1499)).toBeGreaterThan(0);
  expect(bucket.take(1500)).toBe(0);
});

it('collects at most a burst', () => {
  const bucket = new TokenBucket(2, 2, 0);
  expect([1, 2, 3].map(() => bucket.take(1_000_000) === 0)).toEqual([true, true, false]);
});
