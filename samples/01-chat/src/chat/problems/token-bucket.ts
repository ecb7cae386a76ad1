/** Allows `burst` takes at once and earns `perSecond` new ones each second. */
export class TokenBucket {
  private tokens: number;
  private last: number;

  constructor(
    private readonly burst: number,
    private readonly perSecond: number,
    /** Milliseconds from any fixed point. */
    now: number,
  ) {
    this.tokens = burst;
    this.last = now;
  }

  /** Takes a token. @returns 0 when there was one, else the milliseconds until there is one. */
  take(now: number): number {
    this.tokens = Math.min(this.burst, this.tokens + ((now - this.last) / 1000) * this.perSecond);
    this.last = now;
    if (this.tokens < 1) return Math.ceil(((1 - this.tokens) / this.perSecond) * 1000);
    this.tokens -= 1;
    return 0;
  }
}
