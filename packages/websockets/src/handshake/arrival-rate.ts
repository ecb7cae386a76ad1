import type { Handshake, HandshakeRefusal } from '../contracts/handshake.js';
import type { AddressOf } from './client-address.js';
import { TOO_OFTEN } from './refusals.js';

const WINDOW_MS = 1_000;

/** Counts the handshakes of each address within a second. The counts are deleted after that second. */
export class ArrivalRate {
  private counts = new Map<string, number>();
  private windowEnd = 0;

  constructor(
    private readonly most: number,
    private readonly addressOf: AddressOf,
  ) {}

  /** Also counts handshakes that are refused. */
  take({ request }: Handshake): HandshakeRefusal | undefined {
    const now = performance.now();
    if (now >= this.windowEnd) {
      this.counts = new Map();
      this.windowEnd = now + WINDOW_MS;
    }
    const address = this.addressOf(request);
    const count = this.counts.get(address) ?? 0;
    if (count >= this.most) return TOO_OFTEN;
    this.counts.set(address, count + 1);
    return undefined;
  }
}
