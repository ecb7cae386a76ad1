/** The values of a stream, for `for await`. Values that arrive faster than they are read are buffered. */
export class ValueStream<T> implements AsyncIterableIterator<T> {
  private values: T[] = [];
  /** How many of the values have been read: removing the first one of a long list moves all others. */
  private read = 0;
  private readonly takers: ((result: Promise<IteratorResult<T>>) => void)[] = [];
  private result: Promise<IteratorResult<T>> | undefined;

  /** @param onLeave called if the loop is left before the end */
  constructor(private readonly onLeave: () => void) {}

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<IteratorResult<T>> {
    if (this.read < this.values.length) return Promise.resolve({ done: false, value: this.take() });
    const { result } = this;
    if (result) {
      // A failure is thrown only once.
      this.result = finished();
      return result;
    }
    return new Promise((resolve) => {
      this.takers.push(resolve);
    });
  }

  return(): Promise<IteratorResult<T>> {
    if (!this.result) this.onLeave();
    this.values = [];
    this.read = 0;
    this.finish(finished());
    this.result = finished();
    return finished();
  }

  push(value: T): void {
    if (this.result) return;
    const taker = this.takers.shift();
    if (taker) taker(Promise.resolve({ done: false, value }));
    else this.values.push(value);
  }

  end(): void {
    this.finish(finished());
  }

  fail(error: unknown): void {
    const failed = Promise.reject(error);
    // It may be thrown much later, or never.
    failed.catch(() => undefined);
    this.finish(failed);
  }

  private take(): T {
    // The caller has checked that there is one; `T` may itself allow `undefined`.
    const value = this.values[this.read] as T;
    this.read += 1;
    if (this.read * 2 < this.values.length) return value;
    this.values = this.values.slice(this.read);
    this.read = 0;
    return value;
  }

  private finish(result: Promise<IteratorResult<T>>): void {
    if (this.result) return;
    const taker = this.takers.shift();
    if (taker) taker(result);
    this.result = taker ? finished() : result;
    for (const other of this.takers.splice(0)) other(finished());
  }
}

function finished(): Promise<IteratorResult<never>> {
  return Promise.resolve({ done: true, value: undefined });
}
