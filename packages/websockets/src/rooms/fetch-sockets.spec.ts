import { afterEach, expect, it, vi } from 'vitest';
import type { RoomNamespace, RoomSelection } from '../contracts/adapter/room-adapter.js';
import { fetchSockets } from './fetch-sockets.js';

afterEach(() => void vi.useRealTimers());

class RedisAdapter {
  serverSideEmit(): void {}
  fetchSockets(): Promise<unknown[]> {
    return new Promise(() => undefined);
  }
}

function selectionOf(flags: RoomSelection['flags']): RoomSelection {
  return { rooms: new Set(), except: new Set(), flags };
}

it.each([
  [undefined, 10_000],
  [300, 300],
  // The longest that a timer of Node.js can wait.
  [Number.POSITIVE_INFINITY, 2_073_600_000],
])(
  'with the time-out %s, rejects after %i ms if the other processes cannot be asked',
  async (timeout, milliseconds) => {
    vi.useFakeTimers();
    // Only the parts that are used.
    const namespace = { adapter: new RedisAdapter() } as unknown as RoomNamespace;
    const fetching = fetchSockets(namespace, selectionOf({ timeout }));
    const outcome = fetching.catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(milliseconds - 1);
    expect(vi.getTimerCount()).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    const message = expect.stringContaining(`no reply came within ${milliseconds} ms`);
    expect(await outcome).toMatchObject({ code: 'PORTICO_WS_FETCH', message });
    expect(vi.getTimerCount()).toBe(0);
  },
);
