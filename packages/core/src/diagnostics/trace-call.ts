/** The failure of a call, as subscribers see it. */
interface Trace {
  error?: unknown;
}

/** Part of a channel of Node. */
interface Publisher<T> {
  publish(trace: T): void;
}

/**
 * The members of a tracing channel of Node that are used. The type in `@types/node` has its parameters in a different
 * order in each major version, and applications may have any version.
 */
export interface TraceChannel<T> {
  readonly hasSubscribers: boolean;
  readonly start: { runStores<R>(trace: T, call: () => R): R };
  readonly end: Publisher<T>;
  readonly asyncStart: Publisher<T>;
  readonly asyncEnd: Publisher<T>;
  readonly error: Publisher<T>;
}

/** Ends one trace. */
export interface OpenTrace<T extends Trace> {
  readonly trace: T;
  /** Publishes `error`. */
  fail(error: unknown): void;
  /** Publishes `asyncStart` and `asyncEnd`, once. */
  end(): void;
}

/**
 * Publishes `start`, runs a call with the stores that are bound to the channel, and publishes `end`. Other than with
 * Node's `traceSync` and `tracePromise`, `asyncEnd` follows for every call, when {@link OpenTrace.end} is called: subscribers
 * need not know which calls are synchronous.
 *
 * @param call must not throw
 * @see https://nodejs.org/api/diagnostics_channel.html#class-tracingchannel
 */
export function traceCall<T extends Trace, R>(channel: TraceChannel<T>, trace: T, call: (open: OpenTrace<T>) => R): R {
  const open = new TracedCall(channel, trace);
  return channel.start.runStores(trace, () => {
    const returned = call(open);
    open.returned();
    return returned;
  });
}

class TracedCall<T extends Trace> implements OpenTrace<T> {
  private hasReturned = false;
  private isOver = false;

  constructor(
    private readonly channel: TraceChannel<T>,
    readonly trace: T,
  ) {}

  fail(error: unknown): void {
    this.trace.error = error;
    this.channel.error.publish(this.trace);
  }

  end(): void {
    if (this.isOver) return;
    this.isOver = true;
    if (this.hasReturned) this.publishEnd();
  }

  returned(): void {
    this.hasReturned = true;
    this.channel.end.publish(this.trace);
    if (this.isOver) this.publishEnd();
  }

  private publishEnd(): void {
    this.channel.asyncStart.publish(this.trace);
    this.channel.asyncEnd.publish(this.trace);
  }
}

/**
 * Traces a call that ends when its promise settles. Without subscribers, the promise is returned unchanged, at no cost.
 */
export function tracePromise<T extends Trace>(
  channel: TraceChannel<T>,
  trace: () => T,
  run: () => void | Promise<void>,
): void | Promise<void> {
  if (!channel.hasSubscribers) return run();
  return traceCall(channel, trace(), async (open) => {
    try {
      await run();
    } catch (error) {
      open.fail(error);
      throw error;
    } finally {
      open.end();
    }
  });
}
