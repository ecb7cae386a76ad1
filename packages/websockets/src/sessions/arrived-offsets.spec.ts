import { expect, it } from 'vitest';
import { ArrivedOffsets } from './arrived-offsets.js';

it('returns the last offset, and the last one whose predecessors have arrived', () => {
  const offsets = new ArrivedOffsets();
  expect([offsets.last, offsets.settled(0)]).toEqual([undefined, undefined]);
  offsets.add('a', 10_000);
  expect(offsets.settled(10_999)).toBeUndefined();
  offsets.add('b', 10_500);
  offsets.add('c', 11_200);
  expect(offsets.settled(11_200)?.offset).toBe('a');
  expect(offsets.settled(12_200)?.offset).toBe('c');
  for (let at = 11_300; at <= 15_000; at += 100) offsets.add(String(at), at);
  expect(offsets.last?.offset).toBe('15000');
  const { at = 0 } = offsets.settled(15_000) ?? {};
  expect(at).toBeGreaterThan(13_000 - 1);
  expect(at).toBeLessThanOrEqual(14_000);
  expect(offsets.settled(60_000)?.offset).toBe('15000');
});
