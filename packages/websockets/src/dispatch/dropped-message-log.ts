import { Logger } from '@portico/common';
import type { DroppedMessage } from '../contracts/dropped-message.js';

const INTERVAL_MS = 1_000;
const LONGEST_NAME = 64;

/** Logs dropped messages, at most one line per second: a client that floods the server must not flood its log. */
export class DroppedMessageLog {
  private readonly logger = new Logger('WebSockets');
  private quietUntil = 0;
  private unsaid = 0;

  add(dropped: DroppedMessage, level: 'warn' | 'error' = 'warn'): void {
    const now = Date.now();
    if (now < this.quietUntil) {
      this.unsaid += 1;
      return;
    }
    this.quietUntil = now + INTERVAL_MS;
    const more = this.unsaid > 0 ? ` (and ${this.unsaid} more since)` : '';
    this.unsaid = 0;
    this.logger[level](`Dropped a message: ${describe(dropped)}${more}`);
  }
}

function describe({ reason, event, error }: DroppedMessage): string {
  switch (reason) {
    case 'malformed':
      return `it could not be read: ${error instanceof Error ? error.message : String(error)}`;
    case 'unknown-event':
      return `no gateway subscribes to ${nameOf(event)}`;
    case 'overflow':
      return `queue full while handleConnection() ran; last event ${nameOf(event)}`;
    case 'disconnected':
      return `its client was disconnected before ${nameOf(event)} could be handled`;
    case 'closing':
      return `the server is closing; last event ${nameOf(event)}`;
  }
}

function nameOf(event: unknown): string {
  const name = typeof event === 'string' ? JSON.stringify(event) : String(JSON.stringify(event) ?? event);
  return name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME)}…` : name;
}
