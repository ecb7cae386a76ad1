import { EventEmitter } from 'node:events';
import { createRequire } from 'node:module';
import { Logger } from '@portico/common';
import { isPromiseLike, stackOf } from '@portico/common/internal';
import type { RoomAdapter, RoomAdapterFactory, RoomNamespace, RoomPacket } from '../contracts/room-adapter.js';
import type { Member } from './member.js';
import { jsonOf, SharedEvent } from './shared-event.js';

const logger = new Logger('WebSockets');

/** Where a packet keeps its event; room adapters pass on what has a name only. */
const EVENT: unique symbol = Symbol('event');

type PreparedPacket = RoomPacket & { [EVENT]?: SharedEvent };

/**
 * The clients of a library without rooms, in the shape that room adapters expect of a namespace of socket.io. Their contract is that
 * of the package `socket.io-adapter`.
 */
export class PlainNamespace extends EventEmitter implements RoomNamespace {
  readonly sockets = new Map<string, Member>();
  /** Numbers requests to several clients. */
  _ids = 0;
  readonly server = { encoder: { encode: (packet: RoomPacket) => [eventOf(packet)] }, opts: {} };
  readonly adapter: RoomAdapter;

  /**
   * @param name the same in all processes
   * @param factory makes the room adapter; without it, rooms are those of this process
   */
  constructor(
    readonly name: string,
    factory: RoomAdapterFactory = inMemoryAdapter(),
  ) {
    super();
    this.setMaxListeners(0);
    this.adapter = make(factory, this);
    const started = this.adapter.init?.();
    if (isPromiseLike(started)) started.then(undefined, (error: unknown) => logFailure('could not start', error));
  }

  /** Encodes an event in the format that most clients speak. */
  prepare(packet: RoomPacket): void {
    const event = new SharedEvent(String(packet.data[0]), packet.data[1]);
    event.as(jsonOf);
    (packet as PreparedPacket)[EVENT] = event;
  }

  /** Called by room adapters with what another process has sent by `serverSideEmit()`. */
  _onServerSideEmit(args: [string, ...unknown[]]): void {
    this.emit(...args);
  }

  close(): void {
    for (const id of this.sockets.keys()) this.adapter.delAll(id);
    this.sockets.clear();
    const closed = this.adapter.close?.();
    if (isPromiseLike(closed)) closed.then(undefined, (error: unknown) => logFailure('could not be closed', error));
    this.removeAllListeners();
  }
}

function eventOf(packet: PreparedPacket): SharedEvent {
  if (packet[EVENT] && packet.id === undefined) return packet[EVENT];
  return new SharedEvent(String(packet.data[0]), packet.data[1], packet.id);
}

function make(factory: RoomAdapterFactory, namespace: PlainNamespace): RoomAdapter {
  // Arrow functions cannot be constructed, and classes not called.
  const isArrow = !Object.hasOwn(factory, 'prototype');
  const made = isArrow
    ? (factory as (namespace: PlainNamespace) => object)(namespace)
    : new (factory as new (namespace: PlainNamespace) => object)(namespace);
  return made as RoomAdapter;
}

/** Loaded only where rooms are used. */
function inMemoryAdapter(): RoomAdapterFactory {
  const { Adapter } = createRequire(import.meta.url)('socket.io-adapter') as { Adapter: RoomAdapterFactory };
  return Adapter;
}

function logFailure(what: string, error: unknown): void {
  logger.error(`The room adapter ${what}`, stackOf(error));
}
