/** A value that an asynchronous factory has not returned yet. Instances that have a `then` method are never mistaken for one. */
export class PendingValue {
  value: unknown = undefined;
  readonly done: Promise<void>;

  /** @param source resolves to the value, or to another pending value to wait for */
  constructor(source: PromiseLike<unknown>, finish?: (value: unknown) => unknown) {
    this.done = this.receive(source, finish);
    // Waiting callers receive the failure. If another factory has failed first, none is waiting, and the rejection must
    // not crash the process.
    this.done.catch(ignore);
  }

  private async receive(source: PromiseLike<unknown>, finish?: (value: unknown) => unknown): Promise<void> {
    let value = await source;
    if (finish) value = finish(value);
    while (value instanceof PendingValue) {
      await value.done;
      value = value.value;
    }
    this.value = value;
  }
}

function ignore(): void {}
