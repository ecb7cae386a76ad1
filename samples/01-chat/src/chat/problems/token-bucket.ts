/** Allows `burst` tokens to be taken at once, and adds `perSecond` tokens each second. */
export class TokenBucket {
  private tokens: number;
  private last: number;

  constructor(
    private readonly burst: number,
    private readonly perSecond: number,
    /** Milliseconds since any fixed time. */
    now: number,
  ) {
    this.tokens = burst;
    this.last = now;
  }

  /** Takes a token. @returns 0, or the milliseconds until there is a token. */
  take(now: number): number {
    this.tokens = Math.min(this.burst, this.tokens + ((now - this.last) / 1000) * this.perSecond);
    this.last = now;
    if (this.tokens < 1) return Math.ceil(((1 - this.tokens) / this.perSecond) * 1000);
    this.tokens -= 1;
    return 0;
  }
}
