import type { RoomSelection } from '../contracts/adapter/room-adapter.js';

interface SelectedClients {
  readonly rooms: ReadonlySet<string>;
  readonly except: ReadonlySet<string>;
  readonly flags: RoomSelection['flags'];
}

/** A copy of a selection for one call, because room adapters keep and change their arguments. */
export function copySelection({ rooms, except, flags }: SelectedClients): RoomSelection {
  return { rooms: new Set(rooms), except: new Set(except), flags: { ...flags } };
}
