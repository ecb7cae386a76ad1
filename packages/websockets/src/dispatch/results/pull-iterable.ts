import { setImmediate } from 'node:timers/promises';
import { whenDrained } from '../../connections/buffered-bytes.js';
import type { ClientResource, Connection } from '../../connections/connection.js';

/**
 * After how many values it yields to the event loop, which an iterable that always has a next value would otherwise
 * block.
 */
const FAIR_SHARE = 64;

/**
 * Receives the values of an async iterable. Exactly one of `complete` and `fail` is called, unless the client
 * disconnects.
 */
export interface IterableObserver {
  /** An error that it throws ends the iterable, and is a failure of it. */
  next(value: unknown): void;
  complete(): void;
  fail(error: unknown): void;
}

/**
 * Requests the values of an async iterable, one after the other, and only while less than `highWaterMark` bytes are
 * buffered for the client. `return()` of the iterator is called if it is stopped early: by a failure of the observer,
 * by the returned function, or when the client disconnects.
 */
export function pullIterable(
  connection: Connection,
  source: AsyncIterable<unknown>,
  observer: IterableObserver,
): ClientResource {
  const pull = new Pull(connection, source, observer);
  connection.add(pull);
  void pull.run();
  return pull;
}

class Pull implements ClientResource {
  private isOver = false;
  private pulled = 0;
  private iterator: AsyncIterator<unknown> | undefined;

  constructor(
    private readonly connection: Connection,
    private readonly source: AsyncIterable<unknown>,
    private readonly observer: IterableObserver,
  ) {}

  async run(): Promise<void> {
    try {
      // It may throw: a web stream can be read once.
      const iterator = this.isOver ? undefined : this.source[Symbol.asyncIterator]();
      this.iterator = iterator;
      while (iterator && !this.isOver) {
        const draining = whenDrained(this.connection);
        if (draining) await draining;
        else if (++this.pulled % FAIR_SHARE === 0) await setImmediate();
        if (this.isOver) return;
        const result = await iterator.next();
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

  /** Stops the iterable early. */
  end(): void {
    if (this.isOver) return;
    this.finish();
    try {
      // Also if it was not started: a stream of Node is destroyed. A failure of a stopped iterable concerns no caller.
      const iterator = this.iterator ?? this.source[Symbol.asyncIterator]();
      iterator.return?.().then(undefined, () => undefined);
    } catch {}
  }

  private finish(): void {
    this.isOver = true;
    this.connection.remove(this);
  }
}
