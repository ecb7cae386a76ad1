import { EventEmitter } from 'node:events';
import { Logger } from '@portico/common';
import { isPromiseLike, stackOf } from '@portico/common/internal';
import type {
  RoomAdapter,
  RoomAdapterFactory,
  RoomNamespace,
  RoomPacket,
  RoomSelection,
} from '../contracts/adapter/room-adapter.js';
import type { SharedEvent } from '../contracts/adapter/shared-event.js';
import { guardRoomAdapter } from '../room-adapters/guard-room-adapter.js';
import { inMemoryAdapter } from '../room-adapters/in-memory-adapter.js';
import { isSharedAdapter } from '../room-adapters/is-shared.js';
import { ArrivedOffsets } from '../sessions/arrived-offsets.js';
import { type EventOrder, eventOrder } from '../sessions/event-order.js';
import { note } from '../sessions/kept-event.js';
import { MemberCloser } from './member-closer.js';
import type { PlainRoomMember } from './plain-room-member.js';
import { eventOf, prepare } from './prepared-packet.js';
import { visitOneRoomDirectly } from './visit-one-room.js';

const logger = new Logger('WebSockets');

/**
 * The clients of a library without rooms, with the interface that room adapters expect of a socket.io namespace. Their
 * contract is that of the package `socket.io-adapter`.
 */
export class PlainNamespace extends EventEmitter implements RoomNamespace {
  readonly sockets = new Map<string, PlainRoomMember>();
  /** Numbers requests to several clients. */
  _ids = 0;
  readonly server: object;
  readonly adapter: RoomAdapter;
  /** The offsets of the last events that have reached this process, if sessions can be recovered. */
  readonly offsets = new ArrivedOffsets();
  readonly closer = new MemberCloser(this);
  /** The order of events and joins, by which it is known what a client has missed. */
  readonly order: EventOrder;

  /**
   * @param name the same in all processes
   * @param factory makes the room adapter; without it, rooms are those of this process
   * @param recovery how long room adapters keep sessions; without it, they keep none
   */
  constructor(
    readonly name: string,
    factory: RoomAdapterFactory = inMemoryAdapter(),
    private readonly recovery?: { readonly maxDisconnectionDuration: number },
  ) {
    super();
    this.setMaxListeners(0);
    this.server = {
      encoder: { encode: recovery ? this.encodeKept : (packet: RoomPacket) => [eventOf(packet)] },
      opts: recovery ? { connectionStateRecovery: recovery } : {},
    };
    this.adapter = make(factory, this);
    this.order = eventOrder(isSharedAdapter(this.adapter));
    visitOneRoomDirectly(this.adapter, this);
    guardRoomAdapter(this.adapter);
    const started = this.adapter.init?.();
    if (isPromiseLike(started)) started.then(undefined, (error: unknown) => logFailure('could not start', error));
  }

  /** Encodes an event before it is sent; with recovery, adds the note that clients need. */
  prepare(packet: RoomPacket, selection?: RoomSelection): void {
    prepare(packet);
    if (this.recovery && selection && !selection.flags.volatile && !selection.flags.local)
      note(packet.data, selection, this.order);
  }

  /** Called by room adapters for events that another process has sent with `serverSideEmit()`. */
  _onServerSideEmit(args: [string, ...unknown[]]): void {
    this.emit(...args);
  }

  private readonly encodeKept = (packet: RoomPacket): [SharedEvent] => {
    const event = eventOf(packet);
    if (event.offset !== undefined) this.offsets.add(event.offset);
    return [event];
  };

  close(): void {
    for (const id of this.sockets.keys()) this.adapter.delAll(id);
    this.sockets.clear();
    const closed = this.adapter.close?.();
    if (isPromiseLike(closed)) closed.then(undefined, (error: unknown) => logFailure('could not be closed', error));
    this.removeAllListeners();
  }
}

function make(factory: RoomAdapterFactory, namespace: PlainNamespace): RoomAdapter {
  // Arrow functions cannot be constructed, and classes cannot be called.
  const isArrow = !Object.hasOwn(factory, 'prototype');
  const made = isArrow
    ? (factory as (namespace: PlainNamespace) => object)(namespace)
    : new (factory as new (namespace: PlainNamespace) => object)(namespace);
  // The contract of room adapters is that of `socket.io-adapter`, whose factories return any object.
  return made as RoomAdapter;
}

function logFailure(what: string, error: unknown): void {
  logger.error(`The room adapter ${what}`, stackOf(error));
}
