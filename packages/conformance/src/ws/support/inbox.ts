import { TIMEOUT_MS } from '../../support/in-time.js';

/** The messages that a client has received and that a test has not read yet. */
export class Inbox {
  private readonly items: { readonly kind: string; readonly value: unknown }[] = [];
  private readonly waiters: (() => void)[] = [];
  private ending: string | undefined;

  add(kind: string, value: unknown): void {
    this.items.push({ kind, value });
    this.wake();
  }

  /**
   * Notes that no further message can arrive.
   *
   * @param how the client was disconnected, such as `with code 1006`
   */
  end(how: string): void {
    this.ending ??= how;
    this.wake();
  }

  /**
   * Returns the next item of a kind, and waits for it if necessary.
   *
   * @throws Error if none arrives in time, or if the client is disconnected before
   */
  async take(kind: string, withinMs = TIMEOUT_MS): Promise<unknown> {
    const deadline = performance.now() + withinMs;
    for (;;) {
      const index = this.items.findIndex((item) => item.kind === kind);
      if (index >= 0) return this.items.splice(index, 1)[0]?.value;
      const left = deadline - performance.now();
      if (this.ending !== undefined)
        throw new Error(`No "${kind}": the client was disconnected ${this.ending}${this.others}`);
      if (left <= 0)
        throw new Error(`No "${kind}" within ${withinMs} ms, and the client is still connected${this.others}`);
      await this.change(left);
    }
  }

  /** All items that have not been read, as `[kind, value]`. */
  get rest(): [string, unknown][] {
    return this.items.map(({ kind, value }) => [kind, value]);
  }

  private get others(): string {
    return this.items.length === 0 ? '' : `; it received ${JSON.stringify(this.rest)}`;
  }

  private wake(): void {
    for (const wake of this.waiters.splice(0)) wake();
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
