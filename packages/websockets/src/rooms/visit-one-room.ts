import type { RoomAdapter, RoomNamespace, RoomSelection } from '../contracts/adapter/room-adapter.js';

type Visit<Member> = (member: Member) => void;

/** The method of `socket.io-adapter` by which its adapters, also those of several processes, reach the clients of this one. */
interface VisitingAdapter<Member> {
  apply?(selection: Partial<RoomSelection>, visit: Visit<Member>): void;
}

/**
 * Visits the members of one room without the set in which `socket.io-adapter` notes whom it has visited, which only several
 * rooms need. It took 50 of the 67 ns of a visit, and a twentieth of the time of a room broadcast. Adapters without this
 * method stay as they are.
 */
export function visitOneRoomDirectly(adapter: RoomAdapter & VisitingAdapter<unknown>, namespace: RoomNamespace): void {
  const { apply } = adapter;
  if (typeof apply !== 'function') return;
  adapter.apply = (selection, visit) => {
    const { rooms, except } = selection;
    if (rooms?.size === 1 && !except?.size) visitRoom(adapter, namespace, rooms, visit);
    else apply.call(adapter, selection, visit);
  };
}

function visitRoom(
  adapter: RoomAdapter,
  { sockets }: RoomNamespace,
  selected: ReadonlySet<string>,
  visit: Visit<unknown>,
): void {
  for (const name of selected) {
    for (const id of adapter.rooms.get(name) ?? []) {
      const member = sockets.get(id);
      if (member) visit(member);
    }
  }
}
