import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { EventHistory } from './event-history.js';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const LIMITS = { maxEvents: 10_000, maxEventBytes: 1_000, maxDisconnectionDuration: 60_000 };
const NO_ROOMS: ReadonlySet<string> = new Set();

it('releases the events that it has discarded at once', async () => {
  const history = new EventHistory(LIMITS);
  const released = new FinalizationRegistry<number>((index) => gone.add(index));
  const gone = new Set<number>();
  for (let index = 0; index < 20; index += 1) {
    const rooms = new Set(['a room']);
    released.register(rooms, index);
    history.add('x'.repeat(400), { rooms, except: NO_ROOMS });
  }
  await expect
    .poll(() => {
      collectGarbage();
      return gone.size;
    })
    .toBe(18);
  expect(history.after('i', ['a room'])).toHaveLength(2);
});

it('counts the bytes of a text, not its characters', () => {
  const history = new EventHistory(LIMITS);
  for (const text of ['語'.repeat(200), '語'.repeat(200)]) history.add(text, { rooms: NO_ROOMS, except: NO_ROOMS });
  expect(history.after('0', [])).toBeUndefined();
  expect(history.after('1', [])).toHaveLength(1);
});

it('finds events by their positions while it discards thousands of them', () => {
  const history = new EventHistory({ ...LIMITS, maxEvents: 3 });
  for (let index = 1; index <= 3_000; index += 1) {
    const position = history.add(String(index), { rooms: NO_ROOMS, except: NO_ROOMS });
    expect(position).toBe(index.toString(36));
    const kept = Math.min(index, 3);
    const before = (index - kept).toString(36);
    expect(history.after(before, [])?.map(({ text }) => Number(text))).toEqual(
      Array.from({ length: kept }, (_, at) => index - kept + at + 1),
    );
    if (index > kept) expect(history.after((index - kept - 1).toString(36), [])).toBeUndefined();
  }
});
