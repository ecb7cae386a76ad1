import type { DiscardedMessage } from '../contracts/adapter/discarded-message.js';

/** Why a message ended without a reply or an exception. */
export type DiscardReason = DiscardedMessage['reason'] | 'cancelled' | 'deadline';

/** The result of {@link messageStatsOf}: the counts of one server, which are current whenever they are read. */
export type MessageStats = Readonly<Omit<DispatchStats, 'discarded' | 'measure' | 'measureUnshared'>> & {
  readonly discarded: Readonly<Record<DiscardReason, number>>;
};

const known = new WeakMap<object, DispatchStats>();

/** Registers the counts of a server. */
export function keepStats(server: object, stats: DispatchStats): void {
  known.set(server, stats);
}

/**
 * Returns the message counts of one server. The object is live: its values are current whenever they are read.
 *
 * @param server the value of `@WebSocketServer()`: a server, or a namespace
 * @returns `undefined` for a server without gateways
 * @example
 * const { running, queued } = messageStatsOf(this.server);
 * @see docs/gateways.md
 */
export function messageStatsOf(server: object): MessageStats | undefined {
  return known.get(server);
}

/**
 * How many messages of one server have arrived, and how they ended. `accepted` is always the sum of `completed`,
 * `failed`, all `discarded`, `running`, `streaming` and `queued`.
 */
export class DispatchStats {
  /** Messages that arrived, including those that could not be decoded. */
  accepted = 0;
  /** Messages whose handlers completed, and whose replies, if any, were passed to the connection. */
  completed = 0;
  /** Messages whose handler threw, or whose reply could not be sent: the exception filters handled the failure. */
  failed = 0;
  /** Messages that were discarded, by reason. */
  readonly discarded: Record<DiscardReason, number> = {
    malformed: 0,
    'unknown-event': 0,
    overflow: 0,
    disconnected: 0,
    closing: 0,
    /** Cancelled by the client before the handler was called. */
    cancelled: 0,
    /** Stopped by the deadline of the shutdown. */
    deadline: 0,
  };
  /** Messages whose handlers are running. */
  running = 0;
  /** Messages whose handlers returned streams that have not ended. */
  streaming = 0;
  /** Messages that are queued. */
  queued = 0;
  measure: () => number = () => 0;
  measureUnshared: () => number = () => 0;

  /** Bytes that are buffered for slow clients. Computed when it is read. */
  get bufferedBytes(): number {
    return this.measure();
  }

  /**
   * Events that were sent while the room adapter had no connection: with `@socket.io/redis-adapter`, clients of other processes may
   * not have received them.
   */
  get unshared(): number {
    return this.measureUnshared();
  }
}
