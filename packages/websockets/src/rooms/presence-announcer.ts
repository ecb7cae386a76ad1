import type { RoomNamespace } from '../contracts/adapter/room-adapter.js';
import { withoutUnserializable } from '../room-adapters/serializable.js';
import { ConnectedMembers } from './connected-members.js';

/** Sent by a process that watches rooms: `(rooms, milliseconds)`. */
export const WATCH = 'portico:watch';
/** Sent to processes that watch rooms: `(room, id, hasJoined, data)`. */
export const PRESENCE = 'portico:presence';
/** Represents all clients, each of which is in its own room. */
export const EVERYBODY = '';

/** Rooms that are no longer watched are removed after this time, when another one is watched. Milliseconds. */
const PRUNE_MS = 1_000;

/** Notifies other processes of clients that join and leave the rooms that they watch. */
export class PresenceAnnouncer {
  /** Until when each room is watched elsewhere, as `performance.now()`. */
  readonly watched = new Map<string, number>();
  private isListening = false;
  private pruneAt = 0;

  constructor(private readonly namespace: RoomNamespace) {
    namespace.on(WATCH, (rooms: readonly string[], milliseconds: number) => {
      const now = performance.now();
      // Clients may choose which rooms are watched, and few of them may ever have members here.
      if (now > this.pruneAt) {
        for (const [room, until] of this.watched) if (until < now) this.watched.delete(room);
        this.pruneAt = now + PRUNE_MS;
      }
      for (const room of rooms) this.watched.set(room, now + milliseconds);
      this.listen();
    });
  }

  private listen(): void {
    if (this.isListening) return;
    this.isListening = true;
    const { adapter } = this.namespace;
    const stop = (): void => {
      this.isListening = false;
      adapter.off('join-room', joined);
      adapter.off('leave-room', left);
      members.stop();
    };
    const announce = (room: string, id: string, hasJoined: boolean, data?: unknown): void => {
      const key = room === id ? EVERYBODY : room;
      const until = this.watched.get(key);
      if (until === undefined) return;
      if (until < performance.now()) {
        this.watched.delete(key);
        if (this.watched.size === 0) stop();
        return;
      }
      adapter.serverSideEmit([PRESENCE, key, id, hasJoined, withoutUnserializable(data)]);
    };
    const members = new ConnectedMembers(this.namespace);
    const joined = (room: string, id: string): void =>
      members.whenConnected(id, (data) => announce(room, id, true, data));
    const left = (room: string, id: string): void => {
      members.forget(id);
      announce(room, id, false);
    };
    adapter.on('join-room', joined);
    adapter.on('leave-room', left);
  }
}
