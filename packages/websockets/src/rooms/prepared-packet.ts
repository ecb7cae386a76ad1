import type { RoomPacket } from '../contracts/adapter/room-adapter.js';
import { jsonOf, SharedEvent } from '../contracts/adapter/shared-event.js';
import { readKeptEvent } from '../sessions/kept-event.js';
import { isOffset } from '../sessions/resume-token.js';

/**
 * The key under which a packet keeps its event. A symbol, because room adapters pass on only properties with string
 * keys.
 */
const EVENT: unique symbol = Symbol('event');

type PreparedPacket = RoomPacket & { [EVENT]?: SharedEvent };

/** Encodes the event of a packet in the format that most clients speak. */
export function prepare(packet: PreparedPacket): void {
  const event = new SharedEvent(String(packet.data[0]), packet.data[1]);
  event.as(jsonOf);
  packet[EVENT] = event;
}

/** Returns the event of a packet, which may come from another process. */
export function eventOf(packet: PreparedPacket): SharedEvent {
  const { data, id, [EVENT]: prepared } = packet;
  if (prepared && id === undefined && data.length < 3) return prepared;
  const kept = id === undefined ? readKeptEvent(data) : undefined;
  if (!kept) {
    if (prepared && id === undefined) return prepared;
    return new SharedEvent(String(data[0]), data[1], { requestId: id, timeoutMs: packet.timeoutMs });
  }
  const offset = isOffset(kept.offset) ? kept.offset : undefined;
  return prepared ? prepared.at(offset) : new SharedEvent(kept.event, kept.data, { offset });
}
