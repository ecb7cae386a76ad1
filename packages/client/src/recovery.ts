import type { SessionFrame } from './frame.js';

/** How many offsets are remembered, to ignore events that arrive again. */
const REMEMBERED = 1_000;

/** Others cannot be offered: no WebSocket would be opened. */
const TOKEN = /^resume\.[\w-]+\.[\w.-]+$/;

/** The state that a client needs to continue its session after the connection was lost. */
export class Recovery {
  private key: string | undefined;
  private overlap = 0;
  /** When each of the last events arrived, as `performance.now()`, by offset. */
  private readonly received = new Map<string, number>();

  begin({ key, offset, overlap = 0, recovered }: SessionFrame): void {
    this.key = key;
    this.overlap = overlap;
    if (recovered) return;
    this.received.clear();
    if (offset !== undefined) this.received.set(offset, Number.NEGATIVE_INFINITY);
  }

  /** @returns whether the event has not been received before */
  take(offset: string): boolean {
    const { received } = this;
    if (received.has(offset)) return false;
    received.set(offset, performance.now());
    if (received.size <= REMEMBERED) return true;
    for (const [oldest] of received) {
      received.delete(oldest);
      break;
    }
    return true;
  }

  /** Offered together with the subprotocol. */
  get token(): string | undefined {
    const all = [...this.received];
    const [, last = 0] = all.at(-1) ?? [];
    // If events may be out of order, one that was sent before the last one may be missing.
    const [offset] = all.findLast(([, at]) => at <= last - this.overlap) ?? all[0] ?? [];
    const token = `resume.${this.key}.${offset}`;
    return this.key !== undefined && offset !== undefined && TOKEN.test(token) ? token : undefined;
  }
}
