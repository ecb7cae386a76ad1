import type { RoomSelection } from '../contracts/adapter/room-adapter.js';
import type { RecoveryLimits } from './recovery-limits.js';

interface PastEvent<E> {
  /** As `performance.now()`. */
  readonly at: number;
  readonly event: E;
  readonly bytes: number;
  readonly namespace: string;
  readonly rooms: Set<string>;
  readonly except: Set<string>;
}

/** The places of discarded events are removed when there are this many, because removing one moves all others. */
const COMPACTED = 1_024;
const POSITION = /^[0-9a-z]{1,11}$/;

/** The last events of a server in one process, in order. An event is identified by its position. */
export class EventHistory<E> {
  /** `undefined` for events that have been discarded: these are the first ones. */
  private readonly events: (PastEvent<E> | undefined)[] = [];
  private discarded = 0;
  /** The position of the first one in the list. */
  private start = 1;
  private bytes = 0;

  constructor(
    private readonly limits: Pick<RecoveryLimits, 'maxEvents' | 'maxEventBytes' | 'maxDisconnectionDuration'>,
  ) {}

  /** The position of the last event; of no event at the beginning. */
  get position(): string {
    return this.count.toString(36);
  }

  /** How many events there have been: the number of the last one. */
  get count(): number {
    return this.start + this.events.length - 1;
  }

  get isEmpty(): boolean {
    return this.events.length === this.discarded;
  }

  /** @returns its position */
  add(event: E, bytes: number, { rooms, except }: Pick<RoomSelection, 'rooms' | 'except'>, namespace = ''): string {
    this.events.push({ at: performance.now(), event, bytes, namespace, rooms, except });
    this.bytes += bytes;
    const { maxEvents, maxEventBytes } = this.limits;
    while (this.events.length - this.discarded > maxEvents || this.bytes > maxEventBytes) this.discard();
    return this.position;
  }

  /** Discards events that no client can request any more. */
  expire(now = performance.now()): void {
    const threshold = now - this.limits.maxDisconnectionDuration;
    for (let event = this.events[this.discarded]; event && event.at < threshold; event = this.events[this.discarded]) {
      this.discard();
    }
  }

  /**
   * @param isMissed whether a client was in one of the selected rooms, of all if there are none, before an event was sent
   * @returns the events of rooms after a position; `undefined` if they are no longer stored, or never were
   */
  after(
    position: string,
    rooms: readonly string[],
    namespace = '',
    isMissed: (rooms: ReadonlySet<string>, number: number) => boolean = () => true,
  ): { readonly event: E; readonly position: string }[] | undefined {
    const last = POSITION.test(position) ? Number.parseInt(position, 36) : -1;
    const from = last - this.start + 1;
    if (from < this.discarded || from > this.events.length) return undefined;
    const found = [];
    const own = new Set(rooms);
    for (let index = from; index < this.events.length; index += 1) {
      const past = this.events[index];
      const number = this.start + index;
      if (past?.namespace !== namespace || !isFor(past, own) || !isMissed(past.rooms, number)) continue;
      found.push({ event: past.event, position: number.toString(36) });
    }
    return found;
  }

  private discard(): void {
    this.bytes -= this.events[this.discarded]?.bytes ?? 0;
    this.events[this.discarded] = undefined;
    this.discarded += 1;
    if (this.discarded < COMPACTED && this.discarded < this.events.length) return;
    this.events.splice(0, this.discarded);
    this.start += this.discarded;
    this.discarded = 0;
  }
}

/** Whether a client in these rooms is selected. A client may be in many rooms, and selections have few. */
export function isFor(selection: Pick<RoomSelection, 'rooms' | 'except'>, rooms: ReadonlySet<string>): boolean {
  if (selection.rooms.size > 0 && !hasOne(rooms, selection.rooms)) return false;
  return !hasOne(rooms, selection.except);
}

function hasOne(rooms: ReadonlySet<string>, selected: ReadonlySet<string>): boolean {
  for (const room of selected) if (rooms.has(room)) return true;
  return false;
}
