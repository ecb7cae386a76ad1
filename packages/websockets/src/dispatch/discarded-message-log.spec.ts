import { Logger } from '@portico/common';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { DiscardedMessageLog } from './discarded-message-log.js';

const lines: string[] = [];

beforeEach(() => {
  vi.useFakeTimers();
  lines.length = 0;
  vi.spyOn(Logger.prototype, 'warn').mockImplementation((line: string) => void lines.push(line));
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

const discarded = (event: string) => ({ reason: 'unknown-event', event }) as const;

it('logs the first message immediately, and those of the next second in one line', () => {
  const log = new DiscardedMessageLog();
  for (const event of ['a', 'b', 'c', 'd']) log.add(discarded(event));
  expect(lines).toEqual(['Discarded a message: no gateway subscribes to "a"']);
  vi.advanceTimersByTime(1_000);
  expect(lines.slice(1)).toEqual(['Discarded 3 more messages. The last: no gateway subscribes to "d"']);
});

it('logs one line per second while messages are discarded, and starts again afterwards', () => {
  const log = new DiscardedMessageLog();
  log.add(discarded('a'));
  log.add(discarded('b'));
  vi.advanceTimersByTime(1_000);
  log.add(discarded('c'));
  expect(lines).toHaveLength(2);
  vi.advanceTimersByTime(2_000);
  expect(lines[2]).toBe('Discarded another message. The last: no gateway subscribes to "c"');
  log.add(discarded('d'));
  expect(lines.slice(3)).toEqual(['Discarded a message: no gateway subscribes to "d"']);
});

it('logs one line of limited length, whatever text of the client an error contains', () => {
  const log = new DiscardedMessageLog();
  log.add({ reason: 'malformed', error: { message: `a\n[Portico] ERROR forged\u001b[31m${'x'.repeat(1_000_000)}` } });
  expect(lines[0]).toMatch(/^Discarded a message: it could not be read: a\\n\[Portico\] ERROR forged\\u001b\[31mx+…$/);
  expect(lines[0]?.length).toBeLessThan(600);
});
