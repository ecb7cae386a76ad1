import { Logger } from '@portico/common';
import { isPromiseLike, stackOf } from '@portico/common/internal';
import type { Handshake, HandshakeCheck, HandshakeRefusal } from '../contracts/adapter/handshake.js';
import { type AttemptCheck, HandshakeAttempt } from './handshake-attempt.js';
import { CLIENT_LEFT, CLOSING, FAILED_CHECK, TOO_SLOW } from './refusals.js';

const logger = new Logger('WebSockets');

type Verdict = ReturnType<HandshakeCheck>;

/** Decides which clients of one server are accepted. The checks run in order until one of them refuses the client. */
export class HandshakeChecks {
  private readonly pending = new Set<(refusal: HandshakeRefusal) => void>();
  private isClosed = false;

  /**
   * @param checks if one of them throws or rejects, the client is refused with 500
   * @param timeoutMs how long all checks of a client may take together
   * @param onRefused called for every client that is refused
   * @param leave given if clients are counted, and called for each refused client, so that it is not counted any more
   */
  constructor(
    private readonly checks: readonly AttemptCheck[],
    private readonly timeoutMs: number,
    private readonly onRefused: (handshake: Handshake, refusal: HandshakeRefusal) => void,
    private readonly leave?: (handshake: Handshake) => void,
  ) {}

  /** Whether clients are counted, so that it must be known when one of them disconnects. */
  get isCounting(): boolean {
    return this.leave !== undefined;
  }

  /** Returns `undefined` to accept a client. Returns a promise only if a check does; it never rejects. */
  readonly admit: HandshakeCheck = (handshake) => {
    if (this.isClosed) {
      this.onRefused(handshake, CLOSING);
      return CLOSING;
    }
    const attempt = new HandshakeAttempt(handshake);
    const verdict = this.run(handshake, attempt, 0);
    return isPromiseLike(verdict) ? this.limit(verdict, handshake, attempt) : this.decide(verdict, handshake);
  };

  /**
   * Refuses all clients from now on, including those that are being checked.
   *
   * @returns whether clients were being checked, because their refusals have not been sent yet
   */
  close(): boolean {
    this.isClosed = true;
    const hadPending = this.pending.size > 0;
    for (const finish of this.pending) finish(CLOSING);
    return hadPending;
  }

  private decide(refusal: HandshakeRefusal | undefined, handshake: Handshake): HandshakeRefusal | undefined {
    if (!refusal) return undefined;
    this.leave?.(handshake);
    this.onRefused(handshake, refusal);
    return refusal;
  }

  private run(handshake: Handshake, attempt: HandshakeAttempt, from: number): Verdict {
    try {
      for (let index = from; index < this.checks.length && !attempt.isOver; index++) {
        const verdict = this.checks[index]!(handshake, attempt);
        if (isPromiseLike(verdict)) return this.continueLater(verdict, handshake, attempt, index + 1);
        if (verdict) return verdict;
      }
      return undefined;
    } catch (error) {
      return failed(error);
    }
  }

  private async continueLater(
    first: PromiseLike<HandshakeRefusal | undefined>,
    handshake: Handshake,
    attempt: HandshakeAttempt,
    next: number,
  ): Promise<HandshakeRefusal | undefined> {
    try {
      return (await first) ?? (await this.run(handshake, attempt, next));
    } catch (error) {
      return failed(error);
    }
  }

  /** Ends the checks of a client when they take too long, when it disconnects, and when the server closes. */
  private limit(
    verdict: PromiseLike<HandshakeRefusal | undefined>,
    handshake: Handshake,
    attempt: HandshakeAttempt,
  ): Promise<HandshakeRefusal | undefined> {
    return new Promise((resolve) => {
      const finish = (refusal: HandshakeRefusal | undefined): void => {
        if (attempt.isOver) return;
        attempt.end(refusal !== undefined);
        clearTimeout(timer);
        this.pending.delete(finish);
        resolve(this.decide(refusal, handshake));
      };
      const timer = setTimeout(() => finish(TOO_SLOW), this.timeoutMs);
      this.pending.add(finish);
      handshake.onEnd(() => finish(CLIENT_LEFT));
      verdict.then(finish);
    });
  }
}

function failed(error: unknown): HandshakeRefusal {
  logger.error('A check of a handshake failed', stackOf(error));
  return FAILED_CHECK;
}
