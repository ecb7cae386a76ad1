import { Logger } from '@portico/common';
import { isPromiseLike, stackOf } from '@portico/common/internal';
import type { Handshake, HandshakeCheck, HandshakeRefusal } from '../contracts/handshake.js';
import { CLIENT_LEFT, CLOSING, FAILED_CHECK, TOO_SLOW } from './refusals.js';
import { type DoorCheck, Visit } from './visit.js';

const logger = new Logger('WebSockets');

type Verdict = ReturnType<HandshakeCheck>;

/** Decides which clients of one server are accepted: by its checks, in order, until one refuses. */
export class Door {
  private readonly pending = new Set<(refusal: HandshakeRefusal) => void>();
  private isClosed = false;

  /**
   * @param checks may throw and reject: the client is refused with 500 then
   * @param timeoutMs what all checks of a client together may take
   * @param onRefused called for every client that is refused
   * @param leave if it counts clients: called for a client that is refused after some checks have accepted it
   */
  constructor(
    private readonly checks: readonly DoorCheck[],
    private readonly timeoutMs: number,
    private readonly onRefused: (handshake: Handshake, refusal: HandshakeRefusal) => void,
    private readonly leave?: (handshake: Handshake) => void,
  ) {}

  /** Whether it counts clients, and has to be notified of those that leave. */
  get isCounting(): boolean {
    return this.leave !== undefined;
  }

  /** Accepts a client by `undefined`. Returns a promise only if a check does; it never rejects. */
  readonly admit: HandshakeCheck = (handshake) => {
    if (this.isClosed) {
      this.onRefused(handshake, CLOSING);
      return CLOSING;
    }
    const visit = new Visit(handshake);
    const verdict = this.ask(handshake, visit, 0);
    return isPromiseLike(verdict) ? this.limit(verdict, handshake, visit) : this.decide(verdict, handshake);
  };

  /**
   * Refuses all clients from now on, those included that are being checked.
   *
   * @returns whether there were such clients: their refusals have yet to be sent
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

  private ask(handshake: Handshake, visit: Visit, from: number): Verdict {
    try {
      for (let index = from; index < this.checks.length && !visit.isOver; index++) {
        const verdict = this.checks[index]!(handshake, visit);
        if (isPromiseLike(verdict)) return this.askLater(verdict, handshake, visit, index + 1);
        if (verdict) return verdict;
      }
      return undefined;
    } catch (error) {
      return failed(error);
    }
  }

  private async askLater(
    first: PromiseLike<HandshakeRefusal | undefined>,
    handshake: Handshake,
    visit: Visit,
    next: number,
  ): Promise<HandshakeRefusal | undefined> {
    try {
      return (await first) ?? (await this.ask(handshake, visit, next));
    } catch (error) {
      return failed(error);
    }
  }

  /** Ends the wait for a client when its time is over, when it leaves, and when the server closes. */
  private limit(
    verdict: PromiseLike<HandshakeRefusal | undefined>,
    handshake: Handshake,
    visit: Visit,
  ): Promise<HandshakeRefusal | undefined> {
    return new Promise((resolve) => {
      const finish = (refusal: HandshakeRefusal | undefined): void => {
        if (visit.isOver) return;
        visit.end(refusal !== undefined);
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
