import type { HandshakeDetails } from '../contracts/client-handshake.js';
import type { RoomNamespace, RoomSelection } from '../contracts/room-adapter.js';

/** A client of any process, as room adapters return it. */
export interface FetchedSocket {
  readonly id: string;
  readonly data: unknown;
  readonly rooms: Iterable<string>;
  readonly handshake: HandshakeDetails;
}

/** Returns the selected clients of all processes. */
export async function fetchSockets(
  { adapter }: RoomNamespace,
  selection: RoomSelection,
): Promise<readonly FetchedSocket[]> {
  // The type of `socket.io-adapter` leaves the elements open.
  return (await adapter.fetchSockets(selection)) as FetchedSocket[];
}

/** A copy of a selection for one call, because room adapters keep and change their arguments. */
export function copyOf({ rooms, except, flags }: SelectedClients): RoomSelection {
  return { rooms: new Set(rooms), except: new Set(except), flags: { ...flags } };
}

interface SelectedClients {
  readonly rooms: ReadonlySet<string>;
  readonly except: ReadonlySet<string>;
  readonly flags: RoomSelection['flags'];
}
