import { isTemporaryClose } from '../connections/temporary-close.js';
import type { RoomNamespace, RoomSelection } from '../contracts/adapter/room-adapter.js';
import { isSharedAdapter } from '../room-adapters/is-shared.js';
import type { PlainRoomMember } from './plain-room-member.js';

/** Sent to processes that have to disconnect clients: `(rooms, except, code, reason)`. */
const CLOSE = 'portico:close';

interface MemberNamespace extends RoomNamespace {
  readonly sockets: ReadonlyMap<string, PlainRoomMember>;
}

type Selected = Pick<RoomSelection, 'rooms' | 'except'>;

/** Disconnects clients with a close code, for which the messages of room adapters have no place. */
export class MemberCloser {
  constructor(private readonly namespace: MemberNamespace) {
    namespace.on(CLOSE, (rooms: readonly string[], except: readonly string[], code: number, reason: string) =>
      this.closeHere({ rooms: new Set(rooms), except: new Set(except) }, code, reason),
    );
  }

  close({ rooms, except, flags }: RoomSelection, code: number, reason: string): void {
    const { adapter } = this.namespace;
    if (!flags.local && isSharedAdapter(adapter)) {
      adapter.serverSideEmit([CLOSE, [...rooms], [...except], code, reason]);
    }
    this.closeHere({ rooms, except }, code, reason);
  }

  private closeHere(selected: Selected, code: number, reason: string): void {
    const { adapter, sockets } = this.namespace;
    for (const id of this.select(selected)) sockets.get(id)?.close(code, reason);
    // Ends the sessions of clients that are not connected at the moment.
    if (!isTemporaryClose(code)) adapter.disconnectSockets({ ...selected, flags: { local: true } }, false);
  }

  /** Returns a copy of the ids, because clients leave their rooms when they are disconnected. */
  private select({ rooms, except }: Selected): ReadonlySet<string> {
    const { adapter, sockets } = this.namespace;
    const selected = new Set(rooms.size === 0 ? sockets.keys() : idsIn(adapter.rooms, rooms));
    for (const id of idsIn(adapter.rooms, except)) selected.delete(id);
    return selected;
  }
}

function* idsIn(rooms: ReadonlyMap<string, ReadonlySet<string>>, names: ReadonlySet<string>): Generator<string> {
  for (const name of names) yield* rooms.get(name) ?? [];
}
