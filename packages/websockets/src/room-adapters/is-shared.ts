import { isObject } from '@portico/common/internal';
import type { RoomAdapter, RoomAdapterFactory } from '../contracts/adapter/room-adapter.js';

/** The adapters of `socket.io-adapter` that have the rooms of one process. */
const IN_MEMORY = ['Adapter', 'SessionAwareAdapter'];

/**
 * Returns whether a room adapter has the clients of other processes, too: others have nothing to send, and warn when
 * they are asked to.
 *
 * @example
 * if (isSharedAdapter(namespace.adapter)) namespace.adapter.serverSideEmit(packet);
 * @see docs/rooms.md
 */
export function isSharedAdapter(adapter: RoomAdapter): boolean {
  return !adapter.isInMemory && !IN_MEMORY.includes(adapter.constructor.name);
}

/** Returns whether a factory makes shared room adapters. Only a class tells, by `isInMemory` of its prototype. */
export function makesSharedAdapter(factory: RoomAdapterFactory): boolean {
  const prototype: unknown = Reflect.get(factory, 'prototype');
  return !isObject(prototype) || prototype.isInMemory !== true;
}
