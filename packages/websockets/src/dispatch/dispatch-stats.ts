import type { DroppedMessage } from '../contracts/dropped-message.js';

/** Why a message ended without a reply or an exception. */
export type DiscardReason = DroppedMessage['reason'] | 'cancelled' | 'deadline';

/** What {@link messageStatsOf} tells: the counts of one server, at the moment at which they are read. */
export type MessageStats = Readonly<Omit<DispatchStats, 'discarded' | 'measure' | 'measureUnshared'>> & {
  readonly discarded: Readonly<Record<DiscardReason, number>>;
};

const known = new WeakMap<object, DispatchStats>();

/** Makes the counts of a server known. */
export function keepStats(server: object, stats: DispatchStats): void {
  known.set(server, stats);
}

/**
 * The counts of the messages of one server: live, so that reading it again tells the present.
 *
 * @param server what `@WebSocketServer()` injects: a server, or a namespace
 * @returns `undefined` for a server without gateways
 * @example
 * const { running, queued } = messageStatsOf(this.server);
 * @see docs/gateways.md
 */
export function messageStatsOf(server: object): MessageStats | undefined {
  return known.get(server);
}

/**
 * How many messages of one server have come, and how they ended. At every moment `accepted` is the sum of `answered`,
 * `failed`, all `discarded`, `running`, `streaming` and `queued`.
 */
export class DispatchStats {
  /** Messages that arrived, those that could not be read included. */
  accepted = 0;
  /** Messages whose handlers completed, and whose replies, if any, were passed to the connection. */
  answered = 0;
  /** Messages whose handler threw, or whose reply could not be sent: the exception filters handled the failure. */
  failed = 0;
  /** Messages that ended without either, by reason. */
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
  /** Messages whose handlers are at work. */
  running = 0;
  /** Messages whose handlers returned streams that have not ended. */
  streaming = 0;
  /** Messages that wait for their turn. */
  queued = 0;
  measure: () => number = () => 0;
  measureUnshared: () => number = () => 0;

  /** Bytes that wait for clients that do not read as fast as they are sent to. Added up when it is read. */
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
