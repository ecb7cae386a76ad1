import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { EventHistory } from './event-history.js';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const LIMITS = { maxEvents: 10_000, maxEventBytes: 1_000, maxDisconnectionDuration: 60_000 };
const ALL = { rooms: new Set<string>(), except: new Set<string>() };

it('releases the events that it has discarded at once', async () => {
  const history = new EventHistory<string>(LIMITS);
  const released = new FinalizationRegistry<number>((index) => gone.add(index));
  const gone = new Set<number>();
  for (let index = 0; index < 20; index += 1) {
    const rooms = new Set(['a room']);
    released.register(rooms, index);
    history.add('an event', 400, { rooms, except: new Set() });
  }
  await expect
    .poll(() => {
      collectGarbage();
      return gone.size;
    })
    .toBe(18);
  expect(history.after('i', ['a room'])).toHaveLength(2);
});

it('has the events of each namespace, in one order', () => {
  const history = new EventHistory<string>(LIMITS);
  for (const namespace of ['/a', '/b', '/a']) history.add(`of ${namespace}`, 1, ALL, namespace);
  expect(history.after('0', [], '/a')).toEqual([
    { event: 'of /a', position: '1' },
    { event: 'of /a', position: '3' },
  ]);
  expect(history.after('1', [], '/b')).toEqual([{ event: 'of /b', position: '2' }]);
  expect(history.after('0', [])).toEqual([]);
});

it('finds events by their positions while it discards thousands of them', () => {
  const history = new EventHistory<number>({ ...LIMITS, maxEvents: 3 });
  for (let index = 1; index <= 2_100; index += 1) {
    const position = history.add(index, 1, ALL);
    expect(position).toBe(index.toString(36));
    const kept = Math.min(index, 3);
    const before = (index - kept).toString(36);
    expect(history.after(before, [])?.map(({ event }) => event)).toEqual(
      Array.from({ length: kept }, (_, at) => index - kept + at + 1),
    );
    if (index > kept) expect(history.after((index - kept - 1).toString(36), [])).toBeUndefined();
  }
});
