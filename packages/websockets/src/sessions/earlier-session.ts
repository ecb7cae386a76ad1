import type { Expiry } from '../contracts/adapter/expiry.js';
import type { RestoredSession, RoomSession } from '../contracts/adapter/room-adapter.js';
import { SharedEvent } from '../contracts/adapter/shared-event.js';
import type { EventOrder } from './event-order.js';
import { type KeptEvent, readKeptEvent } from './kept-event.js';
import { isOffset } from './resume-token.js';

/** The stored data of a session. */
export interface EarlierSession extends RoomSession {
  /** When it began, in the {@link EventOrder}. */
  readonly startedAt: number;
  /** Its rooms, and when the client joined each of them. */
  readonly joined: readonly (readonly [room: string, at: number])[];
  /** The offset of the last event that was sent. */
  readonly sent: string | undefined;
  /** A later offset: a client that has received the event of {@link sent} has missed nothing up to there. */
  readonly position?: string | undefined;
  /** Whether it was stored while its client was connected, so that a process may know more. */
  readonly isConnected?: boolean | undefined;
  /** When its client has to be disconnected, whichever connection it has by then. */
  readonly expiry?: Expiry | undefined;
}

/** Whether the client of a session would have been disconnected by now. */
export function hasExpired({ expiry }: { readonly expiry?: Expiry | undefined }, now = Date.now()): boolean {
  return expiry !== undefined && expiry.at <= now;
}

/** The same session in other rooms. Its client receives the events of rooms that it joins from now on. */
export function inRooms<S extends RoomSession & Partial<EarlierSession>>(
  session: S,
  rooms: readonly string[],
  order: EventOrder,
): S {
  if (!session.joined) return { ...session, rooms };
  const joinedAt = new Map(session.joined);
  const now = order();
  return { ...session, rooms, joined: rooms.map((room) => [room, joinedAt.get(room) ?? now]) };
}

/** Returns whether a session was stored by this package, and not by another program. */
export function isEarlierSession(
  session: RestoredSession & Partial<EarlierSession>,
): session is RestoredSession & EarlierSession {
  return typeof session.startedAt === 'number' && Array.isArray(session.joined);
}

/**
 * Returns the events that the client of a session has missed. Room adapters return all events of its rooms since the
 * given offset; events from before the client joined a room are excluded.
 *
 * @param clockTolerance by how many milliseconds the clocks of processes may differ
 */
export function missedEvents(
  { missedPackets }: RestoredSession,
  session: EarlierSession,
  clockTolerance: number,
): SharedEvent[] {
  const joined = new Map(session.joined);
  const isFor = ({ note: { at, rooms } }: KeptEvent): boolean => {
    const sentAt = at + clockTolerance;
    if (rooms.length === 0) return sentAt >= session.startedAt;
    return rooms.some((room) => sentAt >= (joined.get(room) ?? Number.POSITIVE_INFINITY));
  };
  const missed: SharedEvent[] = [];
  for (const packetData of missedPackets) {
    const kept = readKeptEvent(packetData);
    if (!kept || !isOffset(kept.offset) || !isFor(kept)) continue;
    missed.push(new SharedEvent(kept.event, kept.data, { offset: kept.offset }));
  }
  return missed;
}
