import { isFrameworkError, Logger } from '@portico/common';
import { errorCode, errorMessage } from '@portico/common/internal';
import type { DiscardedMessage } from '../contracts/adapter/discarded-message.js';

const INTERVAL_MS = 1_000;
const LONGEST_NAME = 64;
const LONGEST_REASON = 500;
/** The code of errors of ws. Their text, "Max payload size exceeded", does not name the option. */
const TOO_LARGE = 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH';

type Level = 'warn' | 'error';

/**
 * Logs discarded messages: the first one immediately, and those of the next second in one line, so that a client cannot
 * flood the log and no message is discarded silently. Errors have separate lines, so that messages of clients cannot
 * hide a failing parser of the application.
 */
export class DiscardedMessageLog {
  private readonly levels = { warn: new LevelLog('warn'), error: new LevelLog('error') };

  add(discarded: DiscardedMessage, level: Level = 'warn'): void {
    this.levels[level].add(discarded);
  }
}

class LevelLog {
  private readonly logger = new Logger('WebSockets');
  private quiet = false;
  private unlogged = 0;
  private last: DiscardedMessage | undefined;

  constructor(private readonly level: Level) {}

  add(discarded: DiscardedMessage): void {
    if (this.quiet) {
      this.unlogged += 1;
      this.last = discarded;
      return;
    }
    this.logger[this.level](`Discarded a message: ${describe(discarded)}`);
    this.pause();
  }

  private pause(): void {
    this.quiet = true;
    setTimeout(() => this.summarize(), INTERVAL_MS).unref();
  }

  private summarize(): void {
    this.quiet = false;
    if (this.last === undefined) return;
    const count = this.unlogged === 1 ? 'another message' : `${this.unlogged} more messages`;
    this.logger[this.level](`Discarded ${count}. The last: ${describe(this.last)}`);
    this.unlogged = 0;
    this.last = undefined;
    this.pause();
  }
}

function describe({ reason, event, error }: DiscardedMessage): string {
  switch (reason) {
    case 'malformed':
      if (errorCode(error) === TOO_LARGE)
        return 'it was larger than the "maxPayload" of its gateway allows, and its client was disconnected with 1009';
      return `it could not be read: ${reasonOf(error)}`;
    case 'unknown-event':
      return `no gateway subscribes to ${nameOf(event)}`;
    case 'overflow':
      return `its client had too many messages waiting, or too many streams open; last event ${nameOf(event)}`;
    case 'disconnected':
      return `its client was disconnected before ${nameOf(event)} could be handled`;
    case 'closing':
      return `the server is closing; last event ${nameOf(event)}`;
  }
}

/** Errors of parsers quote what the client has sent, and clients of socket.io can send an event with the name "error". */
function reasonOf(error: unknown): string {
  const text = errorMessage(error);
  if (isFrameworkError(error)) return text;
  const short = text.length > LONGEST_REASON ? `${text.slice(0, LONGEST_REASON)}…` : text;
  return short.replace(/\p{Cc}/gu, (character) => JSON.stringify(character).slice(1, -1));
}

function nameOf(event: unknown): string {
  const name = typeof event === 'string' ? JSON.stringify(event) : String(JSON.stringify(event) ?? event);
  return name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME)}…` : name;
}
