import { abortForClient } from '@portico/common/internal';
import type { Handshake, HandshakeCheck } from '../contracts/adapter/handshake.js';

/** A check of this package. It may stop when the attempt is over. */
export type AttemptCheck = (handshake: Handshake, attempt: HandshakeAttempt) => ReturnType<HandshakeCheck>;

/** The checking of one handshake. */
export class HandshakeAttempt {
  isOver = false;
  private controller: AbortController | undefined;

  constructor(private readonly handshake: Handshake) {}

  /** Aborted when the client disconnects, even after it was accepted, and when its checks take too long. */
  get signal(): AbortSignal {
    if (this.controller) return this.controller.signal;
    const controller = new AbortController();
    this.controller = controller;
    if (this.isOver) abortForClient(controller);
    else this.handshake.onEnd(() => abortForClient(controller));
    return controller.signal;
  }

  /** @param isRefused whether the client has already been refused */
  end(isRefused: boolean): void {
    this.isOver = true;
    if (isRefused && this.controller) abortForClient(this.controller);
  }
}
