import type { Unsubscribable } from 'rxjs';
import type { DroppedMessage } from '../contracts/dropped-message.js';
import type { GatewayAdapter } from '../contracts/gateway-adapter.js';

/** How many messages of one client wait for `handleConnection`. */
const MOST_WAITING = 1_024;

/** How long a message waits for `handleConnection` before a warning, in milliseconds. */
const SLOW_CONNECTION_MS = 5_000;

/** Why a message that was read reaches no handler. */
export type LostMessageReason = Extract<DroppedMessage['reason'], 'overflow' | 'disconnected'>;

/** What a client needs of the server that it came to. */
export interface ClientHost {
  readonly adapter: GatewayAdapter;
  /** Reports a message that no handler gets. */
  lose(client: object, reason: LostMessageReason, message: PostponedMessage): void;
  /** A message has waited for `handleConnection` for five seconds. */
  warnOfSlowConnection(event: string): void;
}

/** A message that came before its client was let in. */
export interface PostponedMessage {
  readonly event: string;
  readonly data: unknown;
  run(): void;
  /** Called in place of `run` when the message is discarded. */
  discard?(): void;
}

/** What is known of one client: whether its messages are handled, and which streams run for it. */
export class ClientState {
  /** Whether messages are handled at once. Read for every message. */
  isOpen = true;
  left = false;
  private waiting: PostponedMessage[] | undefined;
  private slowTimer: NodeJS.Timeout | undefined;
  private streams: Set<Unsubscribable> | undefined;

  constructor(
    readonly hub: ClientHost,
    private readonly client: object,
  ) {}

  /**
   * Keeps messages back until `ready` has settled, and then runs them in the order in which they came, unless the
   * client has gone by then.
   */
  waitFor(ready: Promise<unknown>, isConnected: () => boolean): void {
    this.isOpen = false;
    this.waiting = [];
    const open = (): void => {
      if (this.left) return;
      if (!isConnected()) {
        this.refuse();
        return;
      }
      const waiting = this.endWaiting();
      this.isOpen = true;
      for (const message of waiting) {
        // One of them may have ended the client, or have made it wait.
        if (this.isOpen) message.run();
        else this.postpone(message);
      }
    };
    ready.then(open, open);
  }

  /** Keeps a message until the client is let in; discards it when that will not happen. */
  postpone(message: PostponedMessage): void {
    const { waiting } = this;
    if (waiting === undefined) {
      this.lose('disconnected', message);
    } else if (waiting.length >= MOST_WAITING) {
      this.lose('overflow', message);
    } else {
      waiting.push(message);
      this.slowTimer ??= setTimeout(() => this.hub.warnOfSlowConnection(message.event), SLOW_CONNECTION_MS).unref();
    }
  }

  /** Discards what waits and whatever is still to come: the gateway has closed the connection. */
  refuse(): void {
    this.isOpen = false;
    for (const message of this.endWaiting()) this.lose('disconnected', message);
  }

  /** Keeps a stream, so that it ends when the client leaves. */
  track(stream: Unsubscribable): void {
    this.streams ??= new Set();
    this.streams.add(stream);
  }

  untrack(stream: Unsubscribable): void {
    this.streams?.delete(stream);
  }

  /** Ends the streams of a client that has left, and discards its messages. */
  leave(): void {
    this.left = true;
    this.refuse();
    const streams = this.streams;
    this.streams = undefined;
    if (streams) for (const stream of streams) stream.unsubscribe();
  }

  private endWaiting(): PostponedMessage[] {
    clearTimeout(this.slowTimer);
    const waiting = this.waiting ?? [];
    this.waiting = undefined;
    return waiting;
  }

  private lose(reason: LostMessageReason, message: PostponedMessage): void {
    message.discard?.();
    this.hub.lose(this.client, reason, message);
  }
}
