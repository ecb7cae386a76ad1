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

const outages = new WeakMap<object, Outage>();

/** @param sender what sends: a client of Redis, or a room adapter whose client is not known */
export function outageOf(sender: object): Outage {
  let outage = outages.get(sender);
  if (!outage) {
    outage = new Outage();
    outages.set(sender, outage);
  }
  return outage;
}

let current: Outage | undefined;
let isRequest = false;

/** Runs a call of a room adapter: the commands that it sends belong to the outages of that adapter. */
export function sendWithin<T>(outage: Outage, send: () => T): T {
  const before = current;
  current = outage;
  try {
    return send();
  } finally {
    current = before;
  }
}

/** Runs a call of a room adapter that sends a request: nothing waits for its replies after its time limit. */
export function requestWithin<T>(send: () => T): T {
  const before = isRequest;
  isRequest = true;
  try {
    return send();
  } finally {
    isRequest = before;
  }
}

/** Returns whether what is sent at the moment is a request. */
export function isWithinRequest(): boolean {
  return isRequest;
}

/** Returns the outage of the room adapter that is sending at the moment. */
export function currentOutage(): Outage | undefined {
  return current;
}

/** Makes two objects for one connection share their outages. */
export function shareOutage(from: object, to: object): void {
  outages.set(to, outageOf(from));
}

function messageOf(why: unknown): string {
  if (!(why instanceof Error)) return String(why);
  // Time-outs of the redis package have no message and no name of their own.
  return why.message || why.constructor.name;
}
