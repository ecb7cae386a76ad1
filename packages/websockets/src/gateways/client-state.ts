import type { Unsubscribable } from 'rxjs';
import type { GatewayAdapter } from '../contracts/gateway-adapter.js';

/** How many messages of one client wait for `handleConnection`. */
const MOST_WAITING = 1_024;

/** What a client needs of the server that it came to. */
export interface ClientHost {
  readonly adapter: GatewayAdapter;
  /** More messages wait for `handleConnection` than anyone sends in good faith. */
  overflow(client: object, event: string, data: unknown): void;
}

/** What is known of one client: whether its hooks are done, and which streams run for it. */
export class ClientState {
  left = false;
  private waiting: (() => void)[] | undefined;
  private streams: Set<Unsubscribable> | undefined;

  constructor(readonly hub: ClientHost) {}

  /** Whether messages have to wait. */
  get isWaiting(): boolean {
    return this.waiting !== undefined;
  }

  /** Lets messages wait until `ready` has settled, and then runs them in the order in which they came. */
  waitFor(ready: Promise<unknown>): void {
    this.waiting = [];
    const open = (): void => {
      const waiting = this.waiting ?? [];
      this.waiting = undefined;
      for (const run of waiting) run();
    };
    ready.then(open, open);
  }

  /** @returns `false` when too many wait already */
  enqueue(run: () => void): boolean {
    if (this.waiting === undefined || this.waiting.length >= MOST_WAITING) return false;
    this.waiting.push(run);
    return true;
  }

  /** Keeps a stream, so that it ends when the client leaves. */
  track(stream: Unsubscribable): void {
    this.streams ??= new Set();
    this.streams.add(stream);
  }

  untrack(stream: Unsubscribable): void {
    this.streams?.delete(stream);
  }

  /** Ends the streams of a client that has left. */
  leave(): void {
    this.left = true;
    const streams = this.streams;
    this.streams = undefined;
    if (streams) for (const stream of streams) stream.unsubscribe();
  }
}
