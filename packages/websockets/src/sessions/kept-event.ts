import { isObject } from '@portico/common/internal';
import type { RoomSelection } from '../contracts/adapter/room-adapter.js';
import type { EventOrder } from './event-order.js';

/** The note that is passed on with an event that clients may miss. */
interface EventNote {
  /** When it was sent, in the {@link EventOrder} of the process that sent it. */
  readonly at: number;
  /** Empty for all clients. */
  readonly rooms: readonly string[];
  /** Whether it has no data, which adapters would change to `null`. */
  readonly empty?: true;
}

/** The data of a packet: the event, its data, the note, and then the offset that the room adapter adds. */
export interface KeptEvent {
  readonly event: string;
  readonly data: unknown;
  readonly note: EventNote;
  readonly offset: string | undefined;
}

const NOTE = 2;
const OFFSET = 3;

/** Adds the note to the data of a packet. */
export function note(data: unknown[], { rooms }: Pick<RoomSelection, 'rooms'>, order: EventOrder): void {
  const isEmpty = data[1] === undefined;
  const added: EventNote = { at: order(), rooms: [...rooms] };
  data[1] = isEmpty ? null : data[1];
  data[NOTE] = isEmpty ? { ...added, empty: true } : added;
}

/** @returns `undefined` for the data of a packet without a note, which is not sent again */
export function readKeptEvent(packetData: readonly unknown[]): KeptEvent | undefined {
  const [event, data, added, offset] = packetData;
  if (!isNote(added)) return undefined;
  return {
    event: String(event),
    data: added.empty ? undefined : data,
    note: added,
    offset: typeof offset === 'string' && packetData.length > OFFSET ? offset : undefined,
  };
}

function isNote(value: unknown): value is EventNote {
  return isObject(value) && Array.isArray(value.rooms);
}
