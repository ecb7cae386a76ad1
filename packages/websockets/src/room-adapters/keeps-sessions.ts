import type { RoomAdapter } from '../contracts/adapter/room-adapter.js';

/** Returns whether a room adapter keeps sessions. The base class of room adapters has methods that do nothing. */
export function keepsSessions(adapter: RoomAdapter): boolean {
  for (let level: object | null = adapter; level; level = Object.getPrototypeOf(level)) {
    if (Object.hasOwn(level, 'persistSession')) return level.constructor.name !== 'Adapter';
  }
  return false;
}
