import { EventEmitter } from 'node:events';
import type { Subscription } from 'rxjs';
import { expect, it, vi } from 'vitest';
import type { RoomNamespace, RoomSelection } from '../contracts/adapter/room-adapter.js';
import type { RoomChange } from '../contracts/gateways/room-change.js';
import { watchRooms } from './watch-rooms.js';

/** Called like that of this process, whose rooms no other process shares. */
class Adapter extends EventEmitter {
  readonly fetchSockets = vi.fn(async ({ rooms }: RoomSelection) => [{ id: 'a', data: {}, rooms: new Set(rooms) }]);
}

class Namespace extends EventEmitter {
  readonly adapter = new Adapter();
  readonly sockets = new Map([['b', { id: 'b', data: {} }]]);
}

function setUp() {
  const namespace = new Namespace();
  // Only the parts that are used.
  const host = { namespace: namespace as unknown as RoomNamespace, isClosed: false };
  const watch = (
    rooms: readonly string[],
    intervalMs?: number,
    onChange?: (change: RoomChange) => void,
  ): { seen: string[]; subscription: Subscription } => {
    const seen: string[] = [];
    const selection = { rooms: new Set(rooms), except: new Set<string>(), flags: {} };
    const subscription = watchRooms(() => host, selection, { ...(intervalMs && { intervalMs }) }).subscribe({
      next: (change: RoomChange) => {
        seen.push(`${change.type} ${change.clients.map(({ id }) => id).join('')}`);
        onChange?.(change);
      },
      complete: () => void seen.push('complete'),
    });
    return { seen, subscription };
  };
  const { adapter } = namespace;
  return { adapter, host, watch, listeners: () => adapter.listenerCount('join-room') };
}

it.each<any>([Number.NaN, 0, -1, '10'])('refuses %o as the interval', (intervalMs) => {
  const host = () => expect.unreachable();
  const selection = { rooms: new Set<string>(), except: new Set<string>(), flags: {} };
  expect(() => watchRooms(host, selection, { intervalMs })).toThrow(
    'PORTICO_INVALID_NUMBER: watch() sets intervalMs to',
  );
});

it('fetches the clients of a selection once for all who watch it', async () => {
  const { adapter, listeners, watch } = setUp();
  const first = watch(['red', 'blue']);
  const second = watch(['blue', 'red']);
  await vi.waitFor(() => expect([first.seen, second.seen]).toEqual([['here a'], ['here a']]));
  const third = watch(['red', 'blue']);
  expect(third.seen).toEqual(['here a']);
  expect(adapter.fetchSockets).toHaveBeenCalledOnce();
  expect(listeners()).toBe(1);

  first.subscription.unsubscribe();
  adapter.emit('join-room', 'red', 'b');
  expect([first.seen, second.seen, third.seen]).toEqual([['here a'], ['here a', 'joined ab'], ['here a', 'joined ab']]);
  second.subscription.unsubscribe();
  third.subscription.unsubscribe();
  expect(listeners()).toBe(0);

  const fourth = watch(['red', 'blue']);
  await vi.waitFor(() => expect(fourth.seen).toEqual(['here a']));
  expect(adapter.fetchSockets).toHaveBeenCalledTimes(2);
  fourth.subscription.unsubscribe();
});

it('keeps selections and intervals apart', async () => {
  const { adapter, listeners, watch } = setUp();
  const all = [watch(['red']), watch(['blue']), watch([]), watch(['red'], 1_000)];
  await vi.waitFor(() => expect(all.map(({ seen }) => seen)).toEqual(all.map(() => ['here a'])));
  expect([adapter.fetchSockets.mock.calls.length, listeners()]).toEqual([4, 4]);
  for (const { subscription } of all) subscription.unsubscribe();
  expect(listeners()).toBe(0);
});

it('lets a subscriber unsubscribe and subscribe while a change is reported', async () => {
  const { adapter, listeners, watch } = setUp();
  const later: ReturnType<typeof watch>[] = [];
  const first = watch(['red'], undefined, ({ type }) => {
    if (type !== 'left') return;
    first.subscription.unsubscribe();
    later.push(watch(['red']));
  });
  const second = watch(['red']);
  await vi.waitFor(() => expect(second.seen).toEqual(['here a']));
  adapter.emit('leave-room', 'red', 'a');
  expect([first.seen, second.seen, later.map(({ seen }) => seen)]).toEqual([
    ['here a', 'left '],
    ['here a', 'left '],
    [['here ']],
  ]);
  for (const { subscription } of [second, ...later]) subscription.unsubscribe();
  expect(listeners()).toBe(0);
});

it('completes for all who watch when the server is closed, and for those who subscribe later', async () => {
  const { host, watch } = setUp();
  const [first, second] = [watch(['red'], 5), watch(['red'], 5)];
  await vi.waitFor(() => expect(second.seen).toEqual(['here a']));
  host.isClosed = true;
  await vi.waitFor(() =>
    expect([first.seen, second.seen]).toEqual([
      ['here a', 'complete'],
      ['here a', 'complete'],
    ]),
  );
  expect(watch(['red'], 5).seen).toEqual(['complete']);
});
