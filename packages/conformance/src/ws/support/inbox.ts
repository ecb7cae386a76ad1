/** What a client has received and a test has not looked at yet. */
export class Inbox {
  private readonly items: { readonly kind: string; readonly value: unknown }[] = [];
  private readonly waiters: (() => void)[] = [];

  add(kind: string, value: unknown): void {
    this.items.push({ kind, value });
    for (const wake of this.waiters.splice(0)) wake();
  }

  /** Takes the next item of a kind, waiting for it if need be. */
  async take(kind: string, withinMs = 3_000): Promise<unknown> {
    const deadline = performance.now() + withinMs;
    for (;;) {
      const index = this.items.findIndex((item) => item.kind === kind);
      if (index >= 0) return this.items.splice(index, 1)[0]?.value;
      const left = deadline - performance.now();
      if (left <= 0) throw new Error(`No ${kind} within ${withinMs} ms; there is ${JSON.stringify(this.items)}`);
      await this.change(left);
    }
  }

  /** What is there now, all kinds, as `[kind, value]`. */
  get rest(): [string, unknown][] {
    return this.items.map(({ kind, value }) => [kind, value]);
  }

  private change(withinMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, withinMs);
      this.waiters.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }
}
