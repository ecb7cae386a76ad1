import { expect, it } from 'vitest';
import { memoryGrowth, memoryParts, memoryTable } from './memory-parts.js';

function samples(heapAt: (minute: number) => number) {
  return Array.from({ length: 120 }, (_, index) => {
    const minute = index / 2;
    return { minute, heapMiB: heapAt(minute), externalMiB: 0, rssMiB: 100 + minute };
  });
}

it('an hour has parts of ten minutes, and the first minute is not counted', () => {
  const parts = memoryParts(
    samples((minute) => (minute < 1 ? 1_000 : 20)),
    60,
  );
  expect(parts.map(({ from, to, heap }) => [from, to, heap])).toEqual([
    [0, 10, 20],
    [10, 20, 20],
    [20, 30, 20],
    [30, 40, 20],
    [40, 50, 20],
    [50, 60, 20],
  ]);
});

it('growth is that of the last part over the first', () => {
  const { heap, rss } = memoryGrowth(
    memoryParts(
      samples((minute) => (minute < 50 ? 20 : 25)),
      60,
    ),
  );
  expect(heap).toBe(1.25);
  expect(rss).toBeCloseTo(154.75 / 105.25);
});

it('a run without samples has no growth, and an empty table', () => {
  expect(memoryGrowth([])).toEqual({ heap: Number.NaN, rss: Number.NaN });
  expect(memoryTable([]).split('\n')).toHaveLength(2);
});
