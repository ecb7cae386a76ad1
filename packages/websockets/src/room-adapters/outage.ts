import { Logger } from '@portico/common';
import { outageError } from './outage-error.js';

const logger = new Logger('WebSockets');

/** The time in which what is sent does not reach the other processes. It is logged once, and once more when it is over. */
export class Outage {
  private hasBegun = false;
  private events = 0;
  /** Room adapters that use the connection. */
  private readonly users = new Set<object>();
  private isClosing = false;

  /** A room adapter uses the connection from now on. */
  addUser(adapter: object): void {
    this.users.add(adapter);
    this.isClosing = false;
  }

  /** The room adapters that use another connection use this one, too. */
  addUsersOf(other: Outage): void {
    for (const adapter of other.users) this.addUser(adapter);
  }

  /** A room adapter is closed, perhaps again: by the application, and by the server. */
  removeUser(adapter: object): void {
    if (this.users.delete(adapter)) this.isClosing = this.users.size === 0;
  }

  /**
   * Logs the beginning of the outage, and counts what was not sent, or may get lost. An application that closes its connection
   * may still get requests of other processes: that it cannot reply to them is no outage.
   */
  note(isEvent: boolean, why: unknown): void {
    if (this.isClosing && !isEvent) return;
    if (!this.hasBegun) {
      this.hasBegun = true;
      logger.warn(
        outageError(
          `The room adapter cannot send to the other processes (${messageOf(why)}): their clients may not receive what is sent now. It is counted as "unshared" by messageStatsOf().`,
        ).message,
      );
    }
    if (isEvent) this.events += 1;
  }

  /** Ends the outage: something was sent. */
  end(): void {
    if (!this.hasBegun) return;
    this.hasBegun = false;
    logger.warn(
      `The room adapter can send to the other processes again. ${this.events} event(s) may not have reached their clients.`,
    );
    this.events = 0;
  }
}

function messageOf(why: unknown): string {
  if (!(why instanceof Error)) return String(why);
  // Time-outs of the redis package have no message and no name of their own.
  return why.message || why.constructor.name;
}
