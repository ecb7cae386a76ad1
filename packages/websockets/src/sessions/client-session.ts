import type { SessionStart } from '../contracts/adapter/session-start.js';
import type { SharedEvent } from '../contracts/adapter/shared-event.js';
import type { EventOrder } from './event-order.js';
import type { ResumeToken } from './resume-token.js';

/** Notified of the changes of a session that have to be stored. */
export interface SessionObserver {
  /** Called when the client has joined or left a room, or will be disconnected at another date. */
  changed(session: ClientSession): void;
  /** Called when the session must not be continued: its gateway has disconnected the client. */
  forgotten(session: ClientSession): void;
}

/** The session of one client, which can be recovered. */
export class ClientSession {
  /** The id of the client, once the session has begun. */
  sid = '';
  /** The secret by which the session is found. Empty if it is not stored. */
  pid = '';
  /** Whether an earlier session is continued. */
  recovered = false;
  /** When the first connection of the session was opened, in the {@link EventOrder}. */
  startedAt: number;
  /** When the client joined each of its rooms, in the {@link EventOrder}: it does not receive earlier events of a room. */
  joined = new Map<string, number>();
  /** The offset of the last event that was sent. */
  sent: string | undefined;
  /** An offset after which nothing was sent but the event of {@link sent}, and which is known to the room adapter for longer. */
  position: string | undefined;
  /** When {@link sent} has changed, as `performance.now()`. */
  sentAt = performance.now();
  /** Events that wait until the missed ones have been sent. */
  held: SharedEvent[] | undefined;

  constructor(
    /** The data of an earlier session. */
    readonly token: ResumeToken | undefined,
    /** Sends the session to the client. */
    readonly sendStart: (start: SessionStart) => void,
    private readonly observer: SessionObserver,
    private readonly order: EventOrder,
  ) {
    this.startedAt = order();
  }

  join(rooms: Iterable<string>): void {
    for (const room of rooms) if (!this.joined.has(room)) this.joined.set(room, this.order());
    this.change();
  }

  leave(room: string): void {
    this.joined.delete(room);
    this.change();
  }

  change(): void {
    this.observer.changed(this);
  }

  /** @returns whether an event is sent now */
  take(event: SharedEvent): boolean {
    if (this.held) {
      this.held.push(event);
      return false;
    }
    if (event.offset !== undefined) this.passed(event.offset);
    return true;
  }

  /**
   * The client has received everything up to an event.
   *
   * @param position a later offset, if it has also missed nothing from there
   */
  passed(offset: string, position = offset): void {
    this.sent = offset;
    this.position = position;
    this.sentAt = performance.now();
  }

  /** Prevents the session from being continued. */
  forget(): void {
    if (this.pid === '') return;
    this.observer.forgotten(this);
    this.pid = '';
  }
}
