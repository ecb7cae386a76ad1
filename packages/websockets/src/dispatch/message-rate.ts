import type { Connection } from '../connections/connection.js';

/** How many messages of one client may start: as many as in one second, and those of the time since then. */
class Budget {
  private left: number;
  private updatedAt = performance.now();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly perSecond: number) {
    this.left = perSecond;
  }

  get isSpent(): boolean {
    const now = performance.now();
    this.left = Math.min(this.perSecond, this.left + ((now - this.updatedAt) / 1_000) * this.perSecond);
    this.updatedAt = now;
    return this.left < 1;
  }

  spend(): void {
    this.left -= 1;
  }

  wait(callback: () => void): void {
    this.timer ??= setTimeout(
      () => {
        this.timer = undefined;
        callback();
      },
      Math.ceil(((1 - this.left) / this.perSecond) * 1_000),
    ).unref();
  }

  end(): void {
    clearTimeout(this.timer);
  }
}

/** Limits how many messages of each client start per second. */
export class MessageRate {
  private readonly budgets = new WeakMap<Connection, Budget>();

  constructor(private readonly perSecond: number) {}

  /** Whether no message of a client may start now. */
  isSpent(connection: Connection): boolean {
    return this.budgets.get(connection)?.isSpent ?? false;
  }

  /** A message of a client starts. */
  spend(connection: Connection): void {
    let budget = this.budgets.get(connection);
    if (!budget) {
      budget = new Budget(this.perSecond);
      this.budgets.set(connection, budget);
    }
    budget.spend();
  }

  /** Calls back once when the next message of a client may start. */
  wait(connection: Connection, callback: () => void): void {
    this.budgets.get(connection)?.wait(callback);
  }

  /** Cancels what waits for the rate of a client. */
  end(connection: Connection): void {
    this.budgets.get(connection)?.end();
  }
}
