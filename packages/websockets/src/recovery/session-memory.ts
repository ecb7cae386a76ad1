import type {
  RestoredSession,
  RoomAdapterFactory,
  RoomPacket,
  RoomSelection,
  RoomSession,
} from '../contracts/room-adapter.js';
import { inMemoryAdapter } from '../rooms/in-memory-adapter.js';
import { EventHistory } from './event-history.js';
import { readKeptEvent } from './kept-event.js';
import type { RecoveryLimits } from './recovery-limits.js';

interface KeptSession {
  readonly session: RoomSession & { readonly sent?: string };
  readonly lostAt: number;
  /** The position of the last event when the connection was lost. */
  readonly position: string;
}

/**
 * Creates the room adapter of one process that keeps sessions. `SessionAwareAdapter` of `socket.io-adapter` has no
 * limits, allows a session to be continued any number of times, and discards events only by age, so that the client of
 * a quiet room could not recover.
 */
export function sessionMemory(limits: RecoveryLimits): RoomAdapterFactory {
  return class SessionMemory extends inMemoryAdapter() {
    readonly isInMemory = true;
    private readonly history = new EventHistory(limits);
    /** Those that were lost first come first. */
    private readonly sessions = new Map<string, KeptSession>();
    private timer: NodeJS.Timeout | undefined;

    /** The offset of a client that has not received an event yet. */
    get position(): string {
      return this.history.position;
    }

    override broadcast(packet: RoomPacket, selection: RoomSelection): void {
      if (packet.id === undefined && readKeptEvent(packet.data)) {
        packet.data.push(this.history.add(JSON.stringify(packet.data), selection));
        this.expireLater();
      }
      super.broadcast(packet, selection);
    }

    override persistSession(session: RoomSession): void {
      const { sessions } = this;
      sessions.set(session.pid, { session, lostAt: Date.now(), position: this.history.position });
      for (const [pid] of sessions) {
        if (sessions.size <= limits.maxSessions) break;
        sessions.delete(pid);
      }
      this.expireLater();
    }

    // The type of the base class has only promises; a caller that awaits the result sees no difference.
    override restoreSession(pid: string, offset: string): any {
      this.expire();
      const kept = this.sessions.get(pid);
      if (!kept) return null;
      this.sessions.delete(pid);
      const { session, position } = kept;
      // A client that has received its last event has missed nothing before the connection was lost.
      const missed = this.history.after(offset === session.sent ? position : offset, session.rooms);
      if (!missed) return null;
      const missedPackets = missed.map((event) => [...JSON.parse(event.text), event.position]);
      const restored: RestoredSession = { ...session, missedPackets };
      return restored;
    }

    override close(): void {
      clearTimeout(this.timer);
      this.sessions.clear();
    }

    private expireLater(): void {
      this.timer ??= setTimeout(this.expire, limits.maxDisconnectionDuration).unref();
    }

    private readonly expire = (): void => {
      clearTimeout(this.timer);
      this.timer = undefined;
      this.history.expire();
      const threshold = Date.now() - limits.maxDisconnectionDuration;
      for (const [pid, { lostAt }] of this.sessions) {
        if (lostAt >= threshold) break;
        this.sessions.delete(pid);
      }
      if (this.sessions.size > 0 || !this.history.isEmpty) this.expireLater();
    };
  };
}
