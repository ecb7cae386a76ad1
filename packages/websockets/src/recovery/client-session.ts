import type { SessionStart } from '../contracts/session-start.js';
import type { SharedEvent } from '../rooms/shared-event.js';
import type { ResumeToken } from './resume-token.js';

/** Notified of what has to be kept of a session. */
export interface SessionObserver {
  /** The client has joined or left a room. */
  changed(session: ClientSession): void;
  /** The session must not be continued: its gateway has disconnected the client. */
  forgotten(session: ClientSession): void;
}

/** The session of one client that can come back. */
export class ClientSession {
  /** The id of the client, once the session has begun. */
  sid = '';
  /** What the session is found by. Empty if it is not kept. */
  pid = '';
  /** Whether an earlier session is continued. */
  recovered = false;
  /** When the first connection of the session was opened, as `Date.now()`. */
  startedAt = Date.now();
  /** When the client joined each of its rooms: it is not sent what was sent to them before. */
  joined = new Map<string, number>();
  /** The offset of the last event that was sent. */
  sent: string | undefined;
  /** Events that wait until those have been sent that the client missed. */
  held: SharedEvent[] | undefined;

  constructor(
    /** Of an earlier session. */
    readonly token: ResumeToken | undefined,
    /** Tells the client. */
    readonly tell: (start: SessionStart) => void,
    private readonly observer: SessionObserver,
  ) {}

  join(rooms: Iterable<string>): void {
    for (const room of rooms) if (!this.joined.has(room)) this.joined.set(room, Date.now());
    this.observer.changed(this);
  }

  leave(room: string): void {
    this.joined.delete(room);
    this.observer.changed(this);
  }

  /** @returns whether an event is sent now */
  take(event: SharedEvent): boolean {
    if (this.held) {
      this.held.push(event);
      return false;
    }
    if (event.offset !== undefined) this.sent = event.offset;
    return true;
  }

  /** The client must not come back. */
  forget(): void {
    if (this.pid === '') return;
    this.observer.forgotten(this);
    this.pid = '';
  }
}
