import type { IncomingMessage } from 'node:http';
import type { ClientLimits } from '../contracts/adapter/client-limits.js';
import type { HandshakeRefusal } from '../contracts/adapter/handshake.js';
import { networkOf } from './network-of.js';
import { TOO_OFTEN } from './refusals.js';

const WINDOW_MS = 1_000;

/** Counts the handshakes of each address within a second. The counts are deleted after that second. */
export class ArrivalRate {
  private counts = new Map<string, number>();
  private windowEnd = 0;

  /** @param limits read again for each handshake */
  constructor(private readonly limits: ClientLimits) {}

  /** Also counts handshakes that are refused. */
  take(request: IncomingMessage): HandshakeRefusal | undefined {
    const now = performance.now();
    if (now >= this.windowEnd) {
      this.counts = new Map();
      this.windowEnd = now + WINDOW_MS;
    }
    const address = networkOf(this.limits.addressOf(request));
    const count = this.counts.get(address) ?? 0;
    if (count >= this.limits.maxHandshakesPerSecond) return TOO_OFTEN;
    this.counts.set(address, count + 1);
    return undefined;
  }
}
