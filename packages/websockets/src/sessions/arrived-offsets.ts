/** How much earlier events of other processes can have been sent than an event that arrives before them, in milliseconds. */
export const OVERLAP_MS = 1_000;

interface Arrival {
  readonly offset: string;
  /** As `performance.now()`. */
  readonly at: number;
}

/** The offsets of the last events that have reached this process from a room adapter of several processes. */
export class ArrivedOffsets {
  /** That of the last event. */
  last: Arrival | undefined;
  /** One of each period of {@link OVERLAP_MS}, at least. */
  private recent: Arrival | undefined;
  private earlier: Arrival | undefined;

  add(offset: string, at = performance.now()): void {
    this.last = { offset, at };
    if (this.recent && at - this.recent.at < OVERLAP_MS) return;
    this.earlier = this.recent;
    this.recent = this.last;
  }

  /** The last event whose predecessors have all arrived. */
  settled(now = performance.now()): Arrival | undefined {
    return [this.last, this.recent, this.earlier].find((arrival) => arrival && now - arrival.at >= OVERLAP_MS);
  }
}
