import { expect, it } from 'vitest';
import { processorTimeOf } from './processor-time.js';

it.skipIf(process.platform !== 'linux')('counts the processor time of a process', () => {
  const before = processorTimeOf(process.pid);
  const own = process.cpuUsage();
  while (process.cpuUsage(own).user < 200_000);
  const used = processorTimeOf(process.pid) - before;
  expect(used).toBeGreaterThanOrEqual(150_000);
  expect(used).toBeLessThan(5_000_000);
});

it('a process that does not exist has none that is known', () => {
  expect(processorTimeOf(2 ** 30)).toBeNaN();
});
