import { expect, it } from 'vitest';
import { watchRooms } from './watch-rooms.js';

it.each<any>([Number.NaN, 0, -1, '10'])('refuses %o as the interval', (intervalMs) => {
  const host = () => expect.unreachable();
  const selection = { rooms: new Set<string>(), except: new Set<string>(), flags: {} };
  expect(() => watchRooms(host, selection, { intervalMs })).toThrow(
    'PORTICO_INVALID_NUMBER: watch() sets intervalMs to',
  );
});
