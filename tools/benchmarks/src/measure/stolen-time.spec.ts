import { describe, expect, it } from 'vitest';
import { countStolenTime } from './stolen-time.js';

function reading(...texts: string[]): () => string {
  return () => texts.shift() ?? '';
}

describe('countStolenTime()', () => {
  it('gives the share of the time since the first reading', () => {
    const first = 'cpu  100 0 50 800 10 0 5 35 7 0\ncpu0 1 1 1 1 1 1 1 1 1 1\n';
    const second = 'cpu  160 0 60 810 10 0 5 55 9 0\ncpu0 2 2 2 2 2 2 2 2 2 2\n';
    expect(countStolenTime(reading(first, second))()).toBe(0.2);
  });

  it.each(['', 'cpu  1 2 3 4\n'])('gives 0 where the system does not count it: %j', (text) => {
    expect(countStolenTime(reading(text, text))()).toBe(0);
  });

  it('reads the counters of this machine', () => {
    const share = countStolenTime()();
    expect(share).toBeGreaterThanOrEqual(0);
    expect(share).toBeLessThanOrEqual(1);
  });
});
