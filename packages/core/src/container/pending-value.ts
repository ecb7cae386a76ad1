/** A value that an asynchronous factory has not returned yet. Instances that have a `then` method are never mistaken for one. */
export class PendingValue {
  value: unknown = undefined;
  readonly done: Promise<void>;

  /**
   * @param source resolves to the value, or to another pending value to wait for
   * @param awaited the pending values that the source waits for
   */
  constructor(
    source: PromiseLike<unknown>,
    finish?: (value: unknown) => unknown,
    private awaited: readonly PendingValue[] = NONE,
  ) {
    this.done = this.receive(source, finish);
    // Waiting callers receive the failure. If another factory has failed first, none is waiting, and the rejection must
    // not crash the process.
    this.done.catch(ignore);
  }

  /** Returns the result of a function that is called with a value when it is there. */
  static of(pending: PendingValue, finish: (value: unknown) => unknown): PendingValue {
    return new PendingValue(pending.done, () => finish(pending.value), [pending]);
  }

  /** Returns the result of a function that is called when all of some values are there. */
  static ofAll(pending: readonly PendingValue[], finish: () => unknown): PendingValue {
    return new PendingValue(Promise.all(pending.map(({ done }) => done)), finish, pending);
  }

  /** Returns whether this value is one of some others, or waits for one. */
  waitsFor(others: readonly PendingValue[]): boolean {
    return others.includes(this) || this.awaited.some((pending) => pending.waitsFor(others));
  }

  private async receive(source: PromiseLike<unknown>, finish?: (value: unknown) => unknown): Promise<void> {
    let value = await source;
    if (finish) value = finish(value);
    while (value instanceof PendingValue) {
      this.awaited = [value];
      await value.done;
      value = value.value;
    }
    this.awaited = NONE;
    this.value = value;
  }
}

const NONE: readonly PendingValue[] = [];

function ignore(): void {}
