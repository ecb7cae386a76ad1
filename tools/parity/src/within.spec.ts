import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { within } from './within.js';

test('brings what the work brings, or that it is late', async () => {
  expect(await within(delay(1, 'done'), 100, 'late')).toBe('done');
  expect(await within(new Promise(() => {}), 2, 'late')).toBe('late');
  await expect(within(Promise.reject(new Error('failed')), 2, 'late')).rejects.toThrow('failed');
});

test('takes nothing for late that has come while the process stood still', async () => {
  const work = new Promise<string>((resolve) => setTimeout(() => setTimeout(resolve, 0, 'done'), 30));
  const stop = Date.now() + 200;
  queueMicrotask(() => {
    while (Date.now() < stop);
  });
  expect(await within(work, 10, 'late')).toBe('done');
});
