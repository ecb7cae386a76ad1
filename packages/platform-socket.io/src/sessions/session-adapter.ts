import type { RecoveryOptions } from '@portico/websockets';
import { RecoveryMemory, recoveryLimits } from '@portico/websockets/adapters';
import type { Server, Socket } from 'socket.io';
import { Adapter, type BroadcastOptions, type Session } from 'socket.io-adapter';
import { byteSizeOf } from '../connections/byte-size-of.js';
import { sessionKeyOf } from '../internals.js';

type AdapterConstructor = NonNullable<Parameters<Server['adapter']>[0]>;
type Packet = Parameters<Adapter['broadcast']>[0];

interface SessionForgetting {
  forgetSession(pid: string, id: string): void;
}

const EVENT = 2;

/**
 * Creates the room adapters of a server that recovers sessions, in place of `SessionAwareAdapter` of `socket.io-adapter`.
 * That has no limits but time, and never stops the timer of a namespace. What all namespaces of the server keep is
 * limited together, and kept when a namespace is removed.
 *
 * @throws FrameworkError `PORTICO_WS_RECOVERY` for a limit that is not a positive number
 */
export function sessionAdapter(options: RecoveryOptions): AdapterConstructor {
  const memory = new RecoveryMemory<unknown[]>(recoveryLimits(options));
  return class SessionAdapter extends Adapter {
    readonly isInMemory = true;
    /** How many events there had been when each client joined each of its rooms. */
    private readonly starts = new Map<string, Map<string, number>>();
    /** Clients that continue a session, from the moment at which it was found. */
    private readonly continuing = new Set<string>();

    override addAll(id: string, rooms: Set<string>): void {
      const starts = this.starts.get(id) ?? new Map<string, number>();
      this.starts.set(id, starts);
      for (const room of rooms) if (!starts.has(room)) starts.set(room, memory.count);
      super.addAll(id, rooms);
    }

    override del(id: string, room: string): void {
      this.starts.get(id)?.delete(room);
      super.del(id, room);
    }

    /** The client has disconnected, or was refused. */
    override delAll(id: string): void {
      this.starts.delete(id);
      this.continuing.delete(id);
      super.delAll(id);
    }

    override broadcast(packet: Packet, selection: BroadcastOptions): void {
      if (isEvent(packet)) {
        const position = selection.flags?.volatile
          ? memory.position
          : memory.add(packet.data, byteSizeOf(packet.data), withExcept(selection), this.nsp.name);
        // The client takes a text at the end of the data for the offset, also that of a volatile event.
        packet.data.push(position);
      }
      super.broadcast(packet, selection);
    }

    /** The client of a session is accepted. Until then it may be refused, and continue the session later. */
    forgetSession(pid: string, id: string): void {
      // It has joined its rooms again, in which it has been for longer.
      const starts = this.starts.get(id);
      for (const [room, start] of memory.startsOf(pid, this.nsp.name) ?? [])
        if (starts?.has(room)) starts.set(room, start);
      memory.forget(pid, this.nsp.name);
    }

    // Moderation also applies to clients whose connection is lost at the moment.
    override addSockets(selection: BroadcastOptions, rooms: string[]): void {
      memory.join(withExcept(selection), rooms, this.nsp.name);
      super.addSockets(selection, rooms);
    }

    override delSockets(selection: BroadcastOptions, rooms: string[]): void {
      memory.leave(withExcept(selection), rooms, this.nsp.name);
      super.delSockets(selection, rooms);
    }

    override disconnectSockets(selection: BroadcastOptions, close: boolean): void {
      memory.end(withExcept(selection), this.nsp.name);
      super.disconnectSockets(selection, close);
    }

    override persistSession(session: Session): void {
      memory.keep(session, this.nsp.name, this.starts.get(session.sid));
    }

    override async restoreSession(pid: string, offset: string): Promise<Session> {
      const found = memory.find(pid, offset, this.nsp.name);
      // Another connection may be about to continue it: two clients with one id could not be told apart. The base class has no
      // sessions.
      if (!found || this.continuing.has(found.session.sid)) return super.restoreSession(pid, offset);
      this.continuing.add(found.session.sid);
      const { rooms, ...session } = found.session;
      return { ...session, rooms: [...rooms], missedPackets: found.missed.map(({ event }) => event) };
    }

    /** Events may have been sent since the session was found. */
    missedSince(pid: string, offset: string): unknown[][] | undefined {
      return memory.find(pid, offset, this.nsp.name)?.missed.map(({ event }) => event);
    }
  };
}

function withExcept({
  rooms,
  except = new Set(),
}: BroadcastOptions): Required<Pick<BroadcastOptions, 'rooms' | 'except'>> {
  return { rooms, except };
}

/** A session can be continued once: called for each socket that is connected. */
export function forgetSession(socket: Socket): void {
  const { adapter } = socket.nsp;
  const key = sessionKeyOf(socket);
  if (key !== undefined && isForgetting(adapter)) adapter.forgetSession(key, socket.id);
}

function isForgetting(adapter: object): adapter is SessionForgetting {
  return 'forgetSession' in adapter;
}

/** Whether a packet is an event, which can be sent again. Replies cannot be sent by another connection. */
function isEvent({ type, id }: Packet): boolean {
  return type === EVENT && id === undefined;
}
