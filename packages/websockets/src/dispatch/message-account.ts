import { clientOf } from '../clients/client-of.js';
import type { DroppedMessage } from '../contracts/adapter/dropped-message.js';
import type { GatewayAdapter } from '../contracts/adapter/gateway-adapter.js';
import { type DiscardedMessage, discardChannel } from '../diagnostics/channels.js';
import { DispatchStats } from './dispatch-stats.js';
import { DroppedMessageLog } from './dropped-message-log.js';
import type { Message } from './message.js';

/** Counts each message of one server at every step, and reports the discarded ones. */
export class MessageAccount {
  readonly stats = new DispatchStats();
  private readonly droppedLog = new DroppedMessageLog();
  /** Whether the shutdown deadline has passed: unfinished messages have been counted as discarded. */
  isStopped = false;

  constructor(private readonly adapter: GatewayAdapter) {}

  arrived(): void {
    this.stats.accepted += 1;
  }

  started(): void {
    this.stats.running += 1;
  }

  /** Counts a handler that has completed, and whose stream continues. */
  returned(): void {
    this.stats.running -= 1;
    this.stats.streaming += 1;
  }

  ended(message: Message): void {
    if (this.isStopped) return;
    const { stats } = this;
    stats.streaming -= 1;
    if (message.hasFailed) stats.failed += 1;
    else if (message.isOverflow) stats.discarded.overflow += 1;
    else if (message.isWithdrawn) stats.discarded.cancelled += 1;
    else if (message.isUnsent) stats.discarded.disconnected += 1;
    else stats.completed += 1;
  }

  queued(): void {
    this.stats.queued += 1;
  }

  unqueued(): void {
    this.stats.queued -= 1;
  }

  /** Counts and reports a message that reaches no handler. */
  drop(message: Message, reason: DroppedMessage['reason']): void {
    const { connection, route, data } = message;
    message.discard(reason);
    this.report(connection.client, { reason, event: route.event, data });
  }

  /**
   * Counts and reports a queued message that reaches no handler, unless it has already been counted at the deadline.
   */
  dropQueued(message: Message, reason: DroppedMessage['reason']): void {
    if (this.isStopped) {
      message.discard(reason);
      return;
    }
    this.unqueued();
    this.drop(message, reason);
  }

  /** Counts a queued message that its client has cancelled: not reported, because it is not an error. */
  cancelQueued(message: Message): void {
    this.unqueued();
    this.stats.discarded.cancelled += 1;
    message.discard('disconnected');
  }

  /** Counts and reports a message that an adapter could not decode, or to which no handler subscribes. */
  report(client: object, dropped: DroppedMessage, level?: 'warn' | 'error'): void {
    this.stats.discarded[dropped.reason] += 1;
    this.announce(client, dropped, level);
  }

  /** Reports a message that is counted when it ends. */
  announce(client: object, dropped: DroppedMessage, level?: 'warn' | 'error'): void {
    if (discardChannel.hasSubscribers) {
      discardChannel.publish({ ...dropped, client: clientOf(client) } satisfies DiscardedMessage);
    }
    if (this.adapter.reportDropped) this.adapter.reportDropped(client, dropped, level);
    else this.droppedLog.add(dropped, level);
  }

  /**
   * Counts unfinished messages as stopped by the deadline; if they end later, they are not counted again.
   *
   * @returns how many messages
   */
  stop(): number {
    const { stats } = this;
    const stopped = stats.running + stats.streaming + stats.queued;
    this.isStopped = true;
    stats.discarded.deadline += stopped;
    stats.running = stats.streaming = stats.queued = 0;
    return stopped;
  }
}
