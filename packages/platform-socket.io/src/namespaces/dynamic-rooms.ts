import {
  isSharedAdapter,
  type RoomAdapter,
  type RoomNamespace,
  type RoomPacket,
  type RoomSelection,
  unsharedEventsOf,
} from '@portico/websockets/adapters';
import type { Namespace, Server, Socket } from 'socket.io';

type Listener = Parameters<RoomNamespace['on']>[1];
type Emitting = Pick<RoomNamespace, 'on' | 'off'>;

/** The object that socket.io creates for a pattern: a namespace whose clients are those of its children. */
export interface ParentNamespace extends Namespace {
  readonly children: Set<Namespace>;
}

export function isParentNamespace(namespace: object): namespace is ParentNamespace {
  return 'children' in namespace && namespace.children instanceof Set;
}

/** Listens to all children of a namespace, including later ones. */
class ChildListeners implements Emitting {
  private readonly listeners: (readonly [event: string, listener: Listener])[] = [];

  constructor(
    private readonly parent: ParentNamespace,
    private readonly part: (child: Namespace) => Emitting,
  ) {
    const { server }: { server: Server } = parent;
    server.on('new_namespace', (child) => {
      if (parent.children.has(child)) for (const [event, listener] of this.listeners) part(child).on(event, listener);
    });
  }

  on(event: string, listener: Listener): void {
    this.listeners.push([event, listener]);
    for (const child of this.parent.children) this.part(child).on(event, listener);
  }

  off(event: string, listener: Listener): void {
    const index = this.listeners.findIndex(([name, known]) => name === event && known === listener);
    if (index < 0) return;
    this.listeners.splice(index, 1);
    for (const child of this.parent.children) this.part(child).off(event, listener);
  }
}

/** Returns a namespace of socket.io with the members for rooms, which are private in its types. */
export function roomsOf(namespace: Namespace): RoomNamespace {
  return namespace as unknown as RoomNamespace;
}

/** The rooms of all namespaces that match a pattern. Rooms of the same name in several of them are one room here. */
export class DynamicRooms implements RoomNamespace {
  readonly name: string;
  readonly adapter: RoomAdapter;
  private readonly events: Emitting;

  constructor(private readonly parent: ParentNamespace) {
    this.name = parent.name;
    this.events = new ChildListeners(parent, roomsOf);
    this.adapter = new DynamicRoomAdapter(parent);
  }

  /** The clients of all children. */
  get sockets(): ReadonlyMap<string, Socket> {
    return new Map([...this.parent.children].flatMap((child) => [...child.sockets]));
  }

  on(event: string, listener: Listener): void {
    this.events.on(event, listener);
  }

  off(event: string, listener: Listener): void {
    this.events.off(event, listener);
  }
}

/** The property in which socket.io keeps the callbacks for replies of a client. */
interface Asked {
  readonly acks: Map<unknown, unknown>;
}

function isAsked(socket: unknown): socket is Asked {
  return typeof socket === 'object' && socket !== null && 'acks' in socket && socket.acks instanceof Map;
}

class DynamicRoomAdapter implements RoomAdapter {
  private readonly events: Emitting;

  constructor(private readonly parent: ParentNamespace) {
    this.events = new ChildListeners(parent, (child) => roomsOf(child).adapter);
  }

  private get adapters(): RoomAdapter[] {
    return [...this.parent.children].map((child) => roomsOf(child).adapter);
  }

  get isInMemory(): boolean {
    return !this.adapters.some(isSharedAdapter);
  }

  get unshared(): number {
    return this.adapters.reduce((sum, adapter) => sum + unsharedEventsOf(adapter), 0);
  }

  get rooms(): RoomAdapter['rooms'] {
    const all = new Map<string, Set<string>>();
    for (const { rooms } of this.adapters) {
      for (const [room, ids] of rooms) all.set(room, new Set([...(all.get(room) ?? []), ...ids]));
    }
    return all;
  }

  async serverCount(): Promise<number> {
    const counts = await Promise.all(this.adapters.map((adapter) => adapter.serverCount()));
    return counts.reduce((sum, count) => sum + count, 0);
  }

  /** Clients are members of their own namespace. */
  addAll(): void {}
  del(): void {}
  delAll(): void {}

  socketRooms(id: string): ReadonlySet<string> | undefined {
    return this.adapters.map((adapter) => adapter.socketRooms(id)).find((rooms) => rooms !== undefined);
  }

  broadcast(packet: RoomPacket, selection: RoomSelection): unknown {
    return Promise.all(
      this.adapters.map((adapter) => adapter.broadcast({ ...packet, data: [...packet.data] }, selection)),
    );
  }

  broadcastWithAck(
    packet: RoomPacket,
    selection: RoomSelection,
    onClientCount: (count: number) => void,
    onReply: (reply: unknown) => void,
  ): void {
    let local = 0;
    const { flags } = selection;
    const asked: (() => void)[] = [];
    for (const child of this.parent.children) {
      const own: RoomPacket = { ...packet, data: [...packet.data] };
      asked.push(() => {
        for (const socket of roomsOf(child).sockets.values()) if (isAsked(socket)) socket.acks.delete(own.id);
      });
      roomsOf(child).adapter.broadcastWithAck(
        own,
        selection,
        (count) => {
          local += count;
          if (!flags.local) onClientCount(count);
        },
        onReply,
      );
    }
    // This process counts as one.
    if (flags.local) onClientCount(local);
    // Clients that have not replied by then are ignored.
    setTimeout(() => {
      for (const forget of asked) forget();
    }, flags.timeout).unref();
  }

  async fetchSockets(selection: RoomSelection): Promise<unknown[]> {
    return (await Promise.all(this.adapters.map((adapter) => adapter.fetchSockets(selection)))).flat();
  }

  addSockets(selection: RoomSelection, rooms: string[]): void {
    for (const adapter of this.adapters) adapter.addSockets(selection, rooms);
  }

  delSockets(selection: RoomSelection, rooms: string[]): void {
    for (const adapter of this.adapters) adapter.delSockets(selection, rooms);
  }

  disconnectSockets(selection: RoomSelection, close: boolean): void {
    for (const adapter of this.adapters) adapter.disconnectSockets(selection, close);
  }

  serverSideEmit(packet: unknown[]): void {
    for (const adapter of this.adapters) adapter.serverSideEmit(packet);
  }

  setMaxListeners(count: number): void {
    for (const adapter of this.adapters) adapter.setMaxListeners(count);
  }

  on(event: string, listener: Listener): void {
    this.events.on(event, listener);
  }

  off(event: string, listener: Listener): void {
    this.events.off(event, listener);
  }
}
