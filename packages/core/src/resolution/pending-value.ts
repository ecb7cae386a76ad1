/** A value that an asynchronous factory has not brought yet. Instances with a `then` of their own are never taken for one. */
export class PendingValue {
  value: unknown = undefined;
  readonly done: Promise<void>;

  /** @param source settles with the value, or with another pending value to wait for */
  constructor(source: PromiseLike<unknown>, finish?: (value: unknown) => unknown) {
    this.done = this.settle(source, finish);
    // Callers that wait see the failure. If another factory failed first, nobody waits: the rejection must not crash the process.
    this.done.catch(ignore);
  }

  private async settle(source: PromiseLike<unknown>, finish?: (value: unknown) => unknown): Promise<void> {
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
