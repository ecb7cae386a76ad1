import { clientOf } from '../clients/client-of.js';
import type { DiscardedMessage } from '../contracts/adapter/discarded-message.js';
import type { MessageTransport } from '../contracts/adapter/roles/message-transport.js';
import { type DiscardedMessageEvent, discardChannel } from '../diagnostics/channels.js';
import { DiscardedMessageLog } from './discarded-message-log.js';
import { DispatchStats } from './dispatch-stats.js';
import type { Message } from './message.js';

/** Counts each message of one server at every step, and reports the discarded ones. */
export class MessageAccount {
  readonly stats = new DispatchStats();
  private readonly discardedLog = new DiscardedMessageLog();
  /** Whether the shutdown deadline has passed: unfinished messages have been counted as discarded. */
  isStopped = false;

  constructor(private readonly adapter: MessageTransport) {}

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
  discard(message: Message, reason: DiscardedMessage['reason']): void {
    const { connection, route, data } = message;
    message.discard(reason);
    this.report(connection.client, { reason, event: route.event, data });
  }

  /**
   * Counts and reports a queued message that reaches no handler, unless it has already been counted at the deadline.
   */
  discardQueued(message: Message, reason: DiscardedMessage['reason']): void {
    if (this.isStopped) {
      message.discard(reason);
      return;
    }
    this.unqueued();
    this.discard(message, reason);
  }

  /** Counts a queued message that its client has cancelled: not reported, because it is not an error. */
  cancelQueued(message: Message): void {
    this.unqueued();
    this.stats.discarded.cancelled += 1;
    message.discard('disconnected');
  }

  /** Counts and reports a message that an adapter could not decode, or to which no handler subscribes. */
  report(client: object, discarded: DiscardedMessage, level?: 'warn' | 'error'): void {
    this.stats.discarded[discarded.reason] += 1;
    this.announce(client, discarded, level);
  }

  /** Reports a message that is counted when it ends. */
  announce(client: object, discarded: DiscardedMessage, level?: 'warn' | 'error'): void {
    if (discardChannel.hasSubscribers) {
      discardChannel.publish({ ...discarded, client: clientOf(client) } satisfies DiscardedMessageEvent);
    }
    if (this.adapter.reportDiscarded) this.adapter.reportDiscarded(client, discarded, level);
    else this.discardedLog.add(discarded, level);
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
