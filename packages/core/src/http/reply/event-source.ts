import type { Observable } from 'rxjs';
import { isObservable } from '../../pipeline/observable.js';
import { releaseResult } from '../../pipeline/release-result.js';
import { runObserver } from '../run-observer.js';
import { ByteEvents } from './byte-events.js';
import { isStream } from './send-stream.js';
import { openSource, type StreamSource } from './stream-source.js';

/** What an `@Sse()` handler returns. */
export type Events = Observable<unknown> | AsyncIterable<unknown>;

/** Receives the events of a source, and then either its end or its failure. None of the methods throws. */
export interface EventObserver {
  next(event: unknown): void;
  error(error: unknown): void;
  complete(): void;
}

/** Returns whether a value is a source of events. */
export function isEventSource(value: unknown): value is Events {
  return isObservable(value) || isStream(value);
}

/**
 * Follows the events of an Observable or an async iterable. An async iterable within an Observable, which interceptors
 * make of the result of a handler, contributes its events. Those of an iterable are requested one after the other, and
 * bytes among them are decoded as text.
 *
 * @param drained returns a promise if the client has to read before the next event is requested
 * @returns a function that stops the source, unless it has ended
 */
export function followEvents(
  source: Events,
  observer: EventObserver,
  drained: () => PromiseLike<unknown> | undefined,
): () => void {
  const following = new Following(observer, drained);
  following.start(source);
  return () => following.stop();
}

/** Releases a source that is not followed. An Observable has not begun. */
export function discardEvents(source: Events): void {
  if (!isObservable(source)) releaseResult(source);
}

class Following {
  private readonly stops = new Set<() => void>();
  private open = 1;
  private isOver = false;

  constructor(
    private readonly observer: EventObserver,
    private readonly drained: () => PromiseLike<unknown> | undefined,
  ) {}

  start(source: Events): void {
    if (isObservable(source)) this.subscribe(source);
    else this.pull(source);
  }

  private subscribe(source: Observable<unknown>): void {
    const subscription = source.subscribe({
      next: (event) => this.take(event),
      error: (error: unknown) => this.fail(error),
      complete: () => this.complete(),
    });
    this.stops.add(() => subscription.unsubscribe());
    if (this.isOver) this.stop();
  }

  /** Sources belong to the application: their teardown may throw. */
  stop(): void {
    this.isOver = true;
    for (const stop of this.stops) runObserver(stop);
    this.stops.clear();
  }

  private take(event: unknown): void {
    if (this.isOver) return;
    if (isStream(event)) {
      this.open += 1;
      this.pull(event);
    } else {
      this.observer.next(event);
    }
  }

  private pull(source: AsyncIterable<unknown>): void {
    let opened: StreamSource;
    try {
      opened = openSource(source);
    } catch (error) {
      // It can be read once.
      this.fail(error);
      return;
    }
    const free = (): void => opened.free();
    this.stops.add(free);
    this.pullAll(opened).then(
      () => {
        this.stops.delete(free);
        this.complete();
      },
      (error) => this.fail(error),
    );
  }

  private async pullAll(source: StreamSource): Promise<void> {
    const text = new ByteEvents();
    while (!this.isOver) {
      await this.drained();
      if (this.isOver) return;
      const { done, value } = await source.next();
      if (done) {
        for (const rest of text.end()) this.take(rest);
        return;
      }
      for (const event of text.decode(value)) this.take(event);
    }
  }

  private fail(error: unknown): void {
    if (this.isOver) return;
    this.stop();
    this.observer.error(error);
  }

  private complete(): void {
    this.open -= 1;
    if (this.isOver || this.open > 0) return;
    this.isOver = true;
    this.observer.complete();
  }
}
