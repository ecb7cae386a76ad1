import type {
  RestoredSession,
  RoomAdapterFactory,
  RoomPacket,
  RoomSelection,
  RoomSession,
} from '../contracts/adapter/room-adapter.js';
import { readKeptEvent } from '../sessions/kept-event.js';
import type { RecoveryLimits } from '../sessions/recovery-limits.js';
import { RecoveryMemory } from '../sessions/recovery-memory.js';
import { copyEvent, type EventCopy, readEvent } from './event-copy.js';
import { inMemoryAdapter } from './in-memory-adapter.js';

/**
 * Creates the room adapter of one process that keeps sessions. `SessionAwareAdapter` of `socket.io-adapter` has no
 * limits, allows a session to be continued any number of times, and discards events only by age, so that the client of
 * a quiet room could not recover.
 */
export function sessionMemory(limits: RecoveryLimits): RoomAdapterFactory {
  return class SessionMemory extends inMemoryAdapter() {
    readonly isInMemory = true;
    private readonly memory = new RecoveryMemory<EventCopy>(limits);

    /** The offset of a client that has not received an event yet. */
    get position(): string {
      return this.memory.position;
    }

    override broadcast(packet: RoomPacket, selection: RoomSelection): void {
      if (packet.id === undefined && readKeptEvent(packet.data)) {
        const copy = copyEvent(packet.data);
        packet.data.push(this.memory.add(copy, Buffer.byteLength(copy), selection));
      }
      super.broadcast(packet, selection);
    }

    override persistSession(session: RoomSession): void {
      this.memory.keep(session);
    }

    // The type of the base class has only promises; a caller that awaits the result sees no difference.
    override restoreSession(pid: string, offset: string): any {
      const found = this.memory.find(pid, offset);
      this.memory.forget(pid);
      if (!found) return null;
      const missedPackets = found.missed.map(({ event, position }) => [...readEvent(event), position]);
      return { ...found.session, missedPackets } satisfies RestoredSession;
    }

    // Moderation also applies to clients whose connection is lost at the moment.
    override addSockets(selection: RoomSelection, rooms: string[]): void {
      this.memory.join(selection, rooms);
      super.addSockets(selection, rooms);
    }

    override delSockets(selection: RoomSelection, rooms: string[]): void {
      this.memory.leave(selection, rooms);
      super.delSockets(selection, rooms);
    }

    override disconnectSockets(selection: RoomSelection, close: boolean): void {
      this.memory.end(selection);
      super.disconnectSockets(selection, close);
    }

    override close(): void {
      this.memory.close();
    }
  };
}
