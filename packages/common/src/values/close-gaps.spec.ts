import { expect, it } from 'vitest';
import { closeGaps } from './close-gaps.js';

it('keeps the order of elements, and removes gaps', () => {
  const list: unknown[] = [];
  list[7] = 'b';
  list[2] = 'a';
  const nested: unknown[] = [];
  nested[1] = { list: [...list] };
  const value = { list, nested, dense: [undefined, null], text: 'x', bytes: new Uint8Array(2) };
  closeGaps(value);
  expect(value.list).toEqual(['a', 'b']);
  expect(value.nested).toHaveLength(1);
  expect(value.dense).toEqual([undefined, null]);
});

it('does not iterate over gaps', () => {
  const list: string[] = [];
  list[4_000_000_000] = 'a';
  const value = { list };
  const began = performance.now();
  closeGaps(value);
  expect(performance.now() - began).toBeLessThan(200);
  expect(value.list).toEqual(['a']);
});
