import { expect, it, vi } from 'vitest';
import { jsonOf, SharedEvent } from './shared-event.js';

it('is encoded once for each format, also one that cannot encode it', () => {
  const event = new SharedEvent('news', 1);
  const failing = vi.fn(() => {
    throw new Error('nested too deeply');
  });
  const errorFor = (): unknown => {
    try {
      return event.as(failing);
    } catch (error) {
      return error;
    }
  };
  // Events of other processes are not encoded as JSON first.
  const first = errorFor();
  expect(event.as(jsonOf)).toBe('{"event":"news","data":1}');
  expect([errorFor() === first, failing.mock.calls.length]).toEqual([true, 1]);
  expect([event.isNewFailure(first), event.isNewFailure(errorFor())]).toEqual([true, false]);
});
