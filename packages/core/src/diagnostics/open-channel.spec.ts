import { type TracingChannel, tracingChannel } from 'node:diagnostics_channel';
import { afterAll, expect, it, vi } from 'vitest';

vi.mock('node:diagnostics_channel', async (original) => {
  const actual = await original<typeof import('node:diagnostics_channel')>();
  return { ...actual, tracingChannel: vi.fn(actual.tracingChannel) };
});

// Other tests in this worker load the modules without the replacement.
vi.resetModules();
const { openChannel } = await import('./open-channel.js');
afterAll(() => void vi.resetModules());

it('says whether a tracing channel has subscribers where the runtime does not', () => {
  const whole = tracingChannel('portico:test');
  const { start, end, asyncStart, asyncEnd, error } = whole;
  // As on Bun.
  vi.mocked(tracingChannel).mockReturnValueOnce({ start, end, asyncStart, asyncEnd, error } as TracingChannel);
  const channel = openChannel('portico:test');
  expect(channel.hasSubscribers).toBe(false);
  const listen = () => undefined;
  whole.asyncEnd.subscribe(listen);
  expect(channel.hasSubscribers).toBe(true);
  whole.asyncEnd.unsubscribe(listen);
  expect(channel.hasSubscribers).toBe(false);
});
