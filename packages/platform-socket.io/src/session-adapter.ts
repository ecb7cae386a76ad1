import { RecoveryMemory, type RecoveryOptions, recoveryLimits } from '@portico/websockets';
import type { Server, Socket } from 'socket.io';
import { Adapter, type BroadcastOptions, type Session } from 'socket.io-adapter';
import { byteSizeOf } from './byte-size-of.js';
import { sessionKeyOf } from './internals.js';

type AdapterConstructor = NonNullable<Parameters<Server['adapter']>[0]>;
type Packet = Parameters<Adapter['broadcast']>[0];

interface SessionForgetting {
  forgetSession(pid: string): void;
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

    override broadcast(packet: Packet, selection: BroadcastOptions): void {
      if (isRepeatable(packet, selection)) {
        // The client reads the offset from the end of the data.
        const position = memory.add(packet.data, byteSizeOf(packet.data), withExcept(selection), this.nsp.name);
        packet.data.push(position);
      }
      super.broadcast(packet, selection);
    }

    /** The client of a session is accepted. Until then it may be refused, and continue the session later. */
    forgetSession(pid: string): void {
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
      memory.keep(session, this.nsp.name);
    }

    override async restoreSession(pid: string, offset: string): Promise<Session> {
      const found = memory.find(pid, offset, this.nsp.name);
      // The base class has no sessions.
      if (!found) return super.restoreSession(pid, offset);
      const { rooms, ...session } = found.session;
      return { ...session, rooms: [...rooms], missedPackets: found.missed.map(({ event }) => event) };
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
  if (key !== undefined && isForgetting(adapter)) adapter.forgetSession(key);
}

function isForgetting(adapter: object): adapter is SessionForgetting {
  return 'forgetSession' in adapter;
}

/** Replies cannot be sent by another connection, and volatile events need not arrive. */
function isRepeatable({ type, id }: Packet, { flags }: BroadcastOptions): boolean {
  return type === EVENT && id === undefined && flags?.volatile === undefined;
}
