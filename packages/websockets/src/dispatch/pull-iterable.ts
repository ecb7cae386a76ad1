import { setImmediate } from 'node:timers/promises';
import { whenDrained } from '../clients/buffered-bytes.js';
import type { Connection, Ending } from '../clients/connection.js';

/** Values after which others get a turn: an iterable that always has the next would keep the event loop to itself. */
const FAIR_SHARE = 64;

/** Takes what an async iterable gives. Exactly one of `complete` and `fail` is called, unless the client leaves. */
export interface IterableObserver {
  /** What it throws ends the iterable, and is a failure of it. */
  next(value: unknown): void;
  complete(): void;
  fail(error: unknown): void;
}

/**
 * Asks an async iterable for its values, one after the other, and only while less than `highWaterMark` bytes wait for
 * the client. `return()` of the iterator is called when it is left early: with a failure of the observer, by the returned
 * function, or when the client leaves.
 */
export function pullIterable(
  connection: Connection,
  source: AsyncIterable<unknown>,
  observer: IterableObserver,
): Ending {
  const pull = new Pull(connection, source[Symbol.asyncIterator](), observer);
  connection.add(pull);
  void pull.run();
  return pull;
}

class Pull implements Ending {
  private isOver = false;
  private pulled = 0;

  constructor(
    private readonly connection: Connection,
    private readonly iterator: AsyncIterator<unknown>,
    private readonly observer: IterableObserver,
  ) {}

  async run(): Promise<void> {
    try {
      while (!this.isOver) {
        const draining = whenDrained(this.connection);
        if (draining) await draining;
        else if (++this.pulled % FAIR_SHARE === 0) await setImmediate();
        if (this.isOver) return;
        const result = await this.iterator.next();
        if (this.isOver) return;
        if (result.done) {
          this.finish();
          this.observer.complete();
          return;
        }
        this.observer.next(result.value);
      }
    } catch (error) {
      if (this.isOver) return;
      this.end();
      this.observer.fail(error);
    }
  }

  /** Leaves the iterable early. */
  end(): void {
    if (this.isOver) return;
    this.finish();
    try {
      // What an abandoned iterable fails with concerns nobody.
      this.iterator.return?.().then(undefined, () => undefined);
    } catch {}
  }

  private finish(): void {
    this.isOver = true;
    this.connection.remove(this);
  }
}
