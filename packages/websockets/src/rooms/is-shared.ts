import type { RoomAdapter } from '../contracts/room-adapter.js';

/** The adapters of `socket.io-adapter` that have the rooms of one process. */
const IN_MEMORY = ['Adapter', 'SessionAwareAdapter'];

/** Whether a room adapter has the clients of other processes, too: others have nothing to send, and warn when they are asked to. */
export function isSharedAdapter(adapter: RoomAdapter): boolean {
  return !adapter.isInMemory && !IN_MEMORY.includes(adapter.constructor.name);
}
