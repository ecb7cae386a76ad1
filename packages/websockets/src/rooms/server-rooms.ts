import { inspect } from 'node:util';
import type { Connection, ConnectionRooms } from '../connections/connection.js';
import type { RoomHost } from '../connections/room-host.js';
import type { GatewayAdapter } from '../contracts/adapter/gateway-adapter.js';
import type { RoomMember, RoomNamespace, RoomPacket, RoomSelection } from '../contracts/adapter/room-adapter.js';
import type { ClientGroup } from '../contracts/gateways/client-group.js';
import type { GatewayClient } from '../contracts/gateways/gateway-client.js';
import type { ServerPlace } from '../diagnostics/server-place.js';
import { webSocketError } from '../errors.js';
import { guardRoomAdapter, unsharedEventsOf } from '../room-adapters/guard-room-adapter.js';
import { makesSharedAdapter } from '../room-adapters/is-shared.js';
import { sessionMemory } from '../room-adapters/session-memory.js';
import type { RecoveryLimits } from '../sessions/recovery-limits.js';
import { ClientSelection } from './client-selection.js';
import { loseReplies } from './lost-replies.js';
import { onceDisconnected } from './once-disconnected.js';
import { PlainNamespace } from './plain-namespace.js';
import { PlainRoomMember } from './plain-room-member.js';
import { PresenceAnnouncer } from './presence-announcer.js';
import { DEFAULT_ROOM_LIMITS, type RoomLimits } from './room-limits.js';

const NO_ROOMS: ReadonlySet<string> = new Set();

function refusedEvent(event: unknown, why: string): Error {
  return webSocketError(
    'PORTICO_WS_EVENT',
    `The event ${inspect(event, { depth: 0, maxStringLength: 100 })} was not sent, because ${why}. Clients would close their connections.`,
    'Send an event of another name. If clients choose the names of events, accept only those that you know.',
  );
}

/**
 * The rooms of the clients of one server: those of its library, or else those of a room adapter, which is created when
 * it is needed.
 */
export class ServerRooms implements RoomHost, ConnectionRooms {
  limits: RoomLimits = DEFAULT_ROOM_LIMITS;
  /** Set before rooms are used, if sessions can be recovered. */
  recovery: RecoveryLimits | undefined;
  /** All clients of the server. */
  readonly clients: ClientGroup = new ClientSelection(() => this);
  isClosed = false;
  private readonly library: RoomNamespace | undefined;
  private plain: PlainNamespace | undefined;
  private announcer: PresenceAnnouncer | undefined;

  /**
   * @param name the same in all processes
   * @param connected those that are connected when rooms are first used
   * @param clientOf returns the portable client of a connection
   */
  constructor(
    private readonly adapter: GatewayAdapter,
    readonly place: ServerPlace,
    private readonly name: string,
    private readonly connected: Iterable<Connection>,
    private readonly clientOf: (connection: Connection) => GatewayClient,
  ) {
    this.library = adapter.roomNamespace?.(place.server);
  }

  get isOfLibrary(): boolean {
    return this.library !== undefined;
  }

  get takesRequests(): boolean {
    return this.adapter.requestClient !== undefined;
  }

  get namespace(): RoomNamespace {
    return this.library ?? this.plainNamespace;
  }

  encode(packet: RoomPacket, selection?: RoomSelection): void {
    if (!this.library) {
      this.plainNamespace.prepare(packet, selection);
      return;
    }
    const [event] = packet.data;
    const why = this.adapter.refuseEvent?.(event);
    if (why) throw refusedEvent(event, why);
  }

  /** Libraries with rooms of their own send no close codes. */
  get closer(): RoomHost['closer'] {
    return this.library ? undefined : this.plainNamespace.closer;
  }

  /** Creates the rooms now, so that events of other processes reach clients from the beginning. */
  use(): void {
    if (this.announcer) return;
    this.announcer = new PresenceAnnouncer(this.namespace);
  }

  /** How many events may not have reached the clients of other processes. */
  get unshared(): number {
    const namespace = this.library ?? this.plain;
    return namespace ? unsharedEventsOf(namespace.adapter) : 0;
  }

  /** Uses rooms if they are shared with other processes. */
  open(): void {
    if (this.library) guardRoomAdapter(this.library.adapter);
    const factory = this.adapter.roomAdapter?.(this.place.server);
    if (factory && makesSharedAdapter(factory)) this.use();
  }

  /** Adds a connected client; it costs nothing while rooms are not used. */
  add(connection: Connection): void {
    if (this.plain && !connection.member) this.register(connection, this.plain);
  }

  /** Makes a client a member at once. A client with a session is a member from the beginning. */
  enter(connection: Connection): PlainRoomMember {
    return this.register(connection, this.plainNamespace);
  }

  /** Removes a disconnected client from its rooms, and gives up the replies that it owes. */
  remove(connection: Connection): void {
    if (this.library) loseReplies(connection.client);
    const { member } = connection;
    if (!member || !this.plain) return;
    connection.member = undefined;
    this.plain.sockets.delete(member.id);
    this.plain.adapter.delAll(member.id);
  }

  memberOf(connection: Connection): RoomMember {
    // Clients of a library with rooms are members themselves.
    if (this.library) return connection.client as RoomMember;
    return connection.member ?? this.register(connection, this.plainNamespace);
  }

  /** How many rooms have clients, without the own ones of clients. */
  get count(): number {
    const { library, plain } = this;
    const namespace = library ?? plain;
    return namespace ? Math.max(0, namespace.adapter.rooms.size - namespace.sockets.size) : 0;
  }

  /** Returns how many clients are in each room. Makes no rooms. */
  sizes(): Map<string, number> {
    const sizes = new Map<string, number>();
    const namespace = this.library ?? this.plain;
    if (!namespace) return sizes;
    const { sockets } = namespace;
    for (const [name, ids] of namespace.adapter.rooms) if (!sockets.has(name)) sizes.set(name, ids.size);
    return sizes;
  }

  /** Returns the rooms that a client is in. Makes none. */
  namesOf(connection: Connection): ReadonlySet<string> {
    if (this.library) return this.memberOf(connection).rooms;
    return connection.member?.rooms ?? NO_ROOMS;
  }

  /** Returns the rooms as one client sees them: in a namespace of several, those of its own. */
  hostOf(connection: Connection): RoomHost {
    if (!this.library) return this;
    const { limits, isClosed, takesRequests } = this;
    // As above.
    const { nsp: namespace } = connection.client as RoomMember;
    return { namespace, limits, isClosed, takesRequests, encode: (packet) => this.encode(packet) };
  }

  close(): void {
    this.isClosed = true;
    this.plain?.close();
  }

  /** The rooms of a library without rooms; they are made when they are first used. */
  get plainNamespace(): PlainNamespace {
    if (!this.plain) {
      const { adapter, name, recovery, place } = this;
      this.plain = new PlainNamespace(
        name,
        adapter.roomAdapter?.(place.server) ?? (recovery && sessionMemory(recovery)),
        recovery,
      );
      for (const connection of this.connected) this.register(connection, this.plain);
    }
    return this.plain;
  }

  private register(connection: Connection, namespace: PlainNamespace): PlainRoomMember {
    // Members of a library without rooms are created below.
    if (connection.member) return connection.member as PlainRoomMember;
    const member = new PlainRoomMember(connection, this.clientOf(connection), namespace);
    if (connection.isOver) return member;
    connection.member = member;
    namespace.sockets.set(member.id, member);
    void namespace.adapter.addAll(member.id, new Set([member.id]));
    if (!this.adapter.bindClientDisconnect) onceDisconnected(connection.client, () => this.remove(connection));
    return member;
  }
}
