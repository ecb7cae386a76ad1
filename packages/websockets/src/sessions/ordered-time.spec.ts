import { afterEach, expect, it, vi } from 'vitest';
import { orderedTime } from './ordered-time.js';

afterEach(() => {
  vi.useRealTimers();
});

it('is later at each call, also within one millisecond, and follows the clock of the system', () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  const start = Date.now() + 60_000;
  vi.setSystemTime(start);
  const times = Array.from({ length: 1_000 }, orderedTime);
  expect(times[0]).toBe(start);
  for (const [index, time] of times.entries()) if (index > 0) expect(time).toBeGreaterThan(times[index - 1] ?? 0);
  expect(times.at(-1)).toBeLessThan(start + 1);
  vi.setSystemTime(start + 5);
  expect(orderedTime()).toBe(start + 5);
  // The clock is set back.
  vi.setSystemTime(start - 3_600_000);
  expect(orderedTime()).toBe(start - 3_600_000);
});
