/** Which clients an operation of a room adapter is for. */
export interface RoomSelection {
  readonly rooms: Set<string>;
  readonly except: Set<string>;
  readonly flags: { readonly volatile?: boolean; readonly local?: boolean; readonly timeout?: number };
}

/** An event as room adapters pass it on. */
export interface RoomPacket {
  readonly type: 2;
  readonly data: unknown[];
  readonly id?: number;
  /** Of a request: how long clients may take to reply. Room adapters pass on members that they do not know. */
  readonly timeoutMs?: number;
}

/** The session of a client as room adapters keep it; they pass on members that they do not know. */
export interface RoomSession {
  /** The id of the client. */
  readonly sid: string;
  /** The secret by which the session is found. */
  readonly pid: string;
  readonly rooms: readonly string[];
  readonly data: unknown;
}

/** A session that a room adapter has found, with the data of the packets that its client missed. */
export interface RestoredSession extends RoomSession {
  readonly missedPackets: readonly (readonly unknown[])[];
}

/** The part of the contract of `socket.io-adapter` that rooms use. */
export interface RoomAdapter {
  readonly rooms: ReadonlyMap<string, ReadonlySet<string>>;
  /**
   * Whether it has the clients of this process only. The adapters of `socket.io-adapter` are known by their names. If the prototype of
   * a class has it, the room adapter is created when rooms are first used, and not at start-up.
   */
  readonly isInMemory?: boolean;
  /** The offset of the last event, where it is known before the first one has been sent. */
  readonly position?: string;
  /** How many events may not have reached the clients of other processes, where the adapter counts them itself. */
  readonly unshared?: number;
  init?(): unknown;
  close?(): unknown;
  serverCount(): Promise<number>;
  addAll(id: string, rooms: Set<string>): Promise<void> | void;
  del(id: string, room: string): Promise<void> | void;
  delAll(id: string): void;
  socketRooms(id: string): ReadonlySet<string> | undefined;
  broadcast(packet: RoomPacket, selection: RoomSelection): unknown;
  broadcastWithAck(
    packet: RoomPacket,
    selection: RoomSelection,
    onClientCount: (count: number) => void,
    onReply: (reply: unknown) => void,
  ): void;
  fetchSockets(selection: RoomSelection): Promise<unknown[]>;
  addSockets(selection: RoomSelection, rooms: string[]): unknown;
  delSockets(selection: RoomSelection, rooms: string[]): unknown;
  disconnectSockets(selection: RoomSelection, close: boolean): unknown;
  serverSideEmit(packet: unknown[]): unknown;
  /** Stores a session until its client reconnects. */
  persistSession?(session: RoomSession): unknown;
  /**
   * Finds a session, and the events that its client missed after the one with this offset. A session can be found only
   * once.
   */
  restoreSession?(pid: string, offset: string): Promise<RestoredSession | null> | RestoredSession | null;
  setMaxListeners(count: number): unknown;
  on(event: string, listener: (...args: any[]) => void): unknown;
  off(event: string, listener: (...args: any[]) => void): unknown;
}

/**
 * Creates the room adapter of a server, such as `createAdapter(pub, sub)` of `@socket.io/redis-adapter`; a class that
 * extends `Adapter` of `socket.io-adapter` is also one.
 *
 * @example
 * roomAdapter(): RoomAdapterFactory {
 *   return createAdapter(this.publisher, this.subscriber);
 * }
 * @see docs/rooms.md
 */
export type RoomAdapterFactory = ((namespace: any) => object) | (new (namespace: any) => object);

/** A member of rooms, as room adapters see it: a socket of socket.io has this shape. */
export interface RoomMember {
  readonly id: string;
  readonly data: unknown;
  readonly rooms: ReadonlySet<string>;
  readonly nsp: RoomNamespace;
  join(rooms: string | string[]): Promise<void> | void;
  leave(room: string): Promise<void> | void;
}

/** What the room adapter of a server belongs to: a namespace of socket.io has this shape. */
export interface RoomNamespace {
  readonly name: string;
  readonly adapter: RoomAdapter;
  readonly sockets: ReadonlyMap<string, unknown>;
  on(event: string, listener: (...args: any[]) => void): unknown;
  off(event: string, listener: (...args: any[]) => void): unknown;
}
