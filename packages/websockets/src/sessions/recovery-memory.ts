import type { Expiry } from '../contracts/adapter/expiry.js';
import type { RoomSelection, RoomSession } from '../contracts/adapter/room-adapter.js';
import { hasExpired, inRooms } from './earlier-session.js';
import { EventHistory, isFor } from './event-history.js';
import { ownOrder } from './event-order.js';
import type { RecoveryLimits } from './recovery-limits.js';
import { sessionBytes } from './session-bytes.js';

type KeptSession = RoomSession & { readonly sent?: string; readonly expiry?: Expiry };

/** How many events there had been when a client joined each of its rooms. It receives only later ones of the room. */
export type RoomStarts = ReadonlyMap<string, number>;

type Selection = Pick<RoomSelection, 'rooms' | 'except'>;

interface Entry {
  readonly session: KeptSession;
  /** How much its rooms and its data take. */
  readonly bytes: number;
  readonly namespace: string;
  /** As `performance.now()`. */
  readonly lostAt: number;
  /** The position of the last event when the connection was lost. */
  readonly position: string;
  /** Set if the session itself has no record of when its client joined its rooms. */
  readonly starts: RoomStarts | undefined;
}

/** A session that was found, and the events that its client missed. */
export interface FoundSession<E> {
  readonly session: KeptSession;
  readonly missed: readonly { readonly event: E; readonly position: string }[];
}

/**
 * The sessions of lost clients of a server, and its last events, in the memory of one process, within limits.
 *
 * @typeParam E an event, as it will be sent again
 * @see docs/recovery.md
 */
export class RecoveryMemory<E> {
  private readonly history: EventHistory<E>;
  /** Those that were lost first come first. */
  private readonly sessions = new Map<string, Entry>();
  private bytes = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly limits: RecoveryLimits) {
    this.history = new EventHistory(limits);
  }

  /** The offset of a client that has not received an event yet. */
  get position(): string {
    return this.history.position;
  }

  /** How many events there have been. */
  get count(): number {
    return this.history.count;
  }

  /**
   * Adds an event that clients may miss.
   *
   * @returns its position
   */
  add(event: E, bytes: number, selection: Selection, namespace = ''): string {
    const position = this.history.add(event, bytes, selection, namespace);
    this.expireLater();
    return position;
  }

  /** Keeps the session of a client that has lost its connection; discards the oldest ones beyond the limits. */
  keep(session: KeptSession, namespace = '', starts?: RoomStarts): void {
    const { sessions, limits } = this;
    const { position } = this.history;
    const key = keyOf(session.pid, namespace);
    const bytes = sessionBytes(session);
    this.remove(key);
    this.bytes += bytes;
    sessions.set(key, {
      session,
      bytes,
      namespace,
      lostAt: performance.now(),
      position,
      starts: starts && new Map(starts),
    });
    for (const [oldest] of sessions) {
      if (sessions.size <= limits.maxSessions && this.bytes <= limits.maxTotalSessionBytes) break;
      this.remove(oldest);
    }
    this.expireLater();
  }

  /**
   * Finds a session.
   *
   * @param offset the position of the last event that its client has received
   * @returns `undefined` also if events that the client missed are no longer stored
   */
  find(pid: string, offset: string, namespace = ''): FoundSession<E> | undefined {
    this.expire();
    const key = keyOf(pid, namespace);
    const entry = this.sessions.get(key);
    if (!entry) return undefined;
    const { session, position, starts } = entry;
    if (hasExpired(session)) {
      this.remove(key);
      return undefined;
    }
    // The client chooses the offset, which may be that of an event from before it joined a room.
    const isMissed =
      starts &&
      ((rooms: ReadonlySet<string>, number: number): boolean => {
        const selected = rooms.size === 0 ? [session.sid] : rooms;
        for (const room of selected) if (number > (starts.get(room) ?? Number.POSITIVE_INFINITY)) return true;
        return false;
      });
    // A client that has received its last event has missed nothing before the connection was lost.
    const from = offset === session.sent ? position : offset;
    const missed = this.history.after(from, session.rooms, namespace, isMissed);
    return missed && { session, missed };
  }

  /** Returns when the client of a session joined its rooms, if that was passed to {@link keep}. */
  startsOf(pid: string, namespace = ''): RoomStarts | undefined {
    return this.sessions.get(keyOf(pid, namespace))?.starts;
  }

  /** Removes sessions of lost clients: they must not be continued. */
  end(selection: Selection, namespace = ''): void {
    for (const [key] of this.selected(selection, namespace)) this.remove(key);
  }

  /** Lets lost clients join rooms. */
  join(selection: Selection, rooms: readonly string[], namespace = ''): void {
    this.replaceRooms(selection, namespace, (before) => [...new Set([...before, ...rooms])]);
  }

  /** Removes lost clients from rooms. */
  leave(selection: Selection, rooms: readonly string[], namespace = ''): void {
    this.replaceRooms(selection, namespace, (before) => before.filter((room) => !rooms.includes(room)));
  }

  private replaceRooms(
    selection: Selection,
    namespace: string,
    replace: (rooms: readonly string[]) => readonly string[],
  ): void {
    for (const [key, entry] of this.selected(selection, namespace)) {
      const { session, starts } = entry;
      const rooms = replace(session.rooms);
      this.sessions.set(key, {
        ...entry,
        session: inRooms(session, rooms, ownOrder),
        starts: starts && new Map(rooms.map((room) => [room, starts.get(room) ?? this.count])),
      });
    }
  }

  private *selected(selection: Selection, namespace: string): Generator<[key: string, entry: Entry]> {
    for (const [key, entry] of this.sessions) {
      if (entry.namespace === namespace && isFor(selection, new Set(entry.session.rooms))) yield [key, entry];
    }
  }

  /** Removes a session: it is continued, or must not be. */
  forget(pid: string, namespace = ''): void {
    this.remove(keyOf(pid, namespace));
  }

  /** Removes all sessions. */
  close(): void {
    clearTimeout(this.timer);
    this.sessions.clear();
    this.bytes = 0;
  }

  private remove(key: string): void {
    this.bytes -= this.sessions.get(key)?.bytes ?? 0;
    this.sessions.delete(key);
  }

  private expireLater(): void {
    this.timer ??= setTimeout(this.expire, this.limits.maxDisconnectionDuration).unref();
  }

  private readonly expire = (): void => {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.history.expire();
    const threshold = performance.now() - this.limits.maxDisconnectionDuration;
    for (const [key, { lostAt }] of this.sessions) {
      if (lostAt >= threshold) break;
      this.remove(key);
    }
    if (this.sessions.size > 0 || !this.history.isEmpty) this.expireLater();
  };
}

/** Clients choose both, so no separator is safe. */
function keyOf(pid: string, namespace: string): string {
  return JSON.stringify([namespace, pid]);
}
