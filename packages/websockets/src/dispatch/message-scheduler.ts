import type { Connection } from '../connections/connection.js';
import { disconnectClient } from '../connections/disconnect-client.js';
import { isConnected } from '../connections/is-connected.js';
import { CLOSE_CODES } from '../contracts/adapter/close-codes.js';
import type { FlowControl } from '../contracts/adapter/roles/flow-control.js';
import { messageChannel } from '../diagnostics/channels.js';
import { Queue } from '../support/queue.js';
import type { DispatchLimits } from './dispatch-limits.js';
import { Message, type MessageObserver } from './message.js';
import type { MessageAccount } from './message-account.js';
import { MessageRate } from './message-rate.js';
import { traceMessage } from './trace-message.js';

type ClientConnection = Connection<Message>;

/** How long a message may wait for `handleConnection` before a warning is logged, in milliseconds. */
const SLOW_CONNECTION_MS = 5_000;

const MOST_PLACES = 2 ** 30;

/** Decides when each message of a client runs: immediately, after earlier messages, or not at all. */
export class MessageScheduler implements MessageObserver {
  private currentLimits: DispatchLimits;
  private rate: MessageRate | undefined;

  /** @param onSlowConnection called when a message has waited for `handleConnection` for five seconds */
  constructor(
    private readonly adapter: FlowControl,
    private readonly account: MessageAccount,
    limits: DispatchLimits,
    private readonly onSlowConnection: (event: string) => void,
  ) {
    this.currentLimits = limits;
    this.rate = rateOf(limits);
  }

  get limits(): DispatchLimits {
    return this.currentLimits;
  }

  set limits(limits: DispatchLimits) {
    this.currentLimits = limits;
    this.rate = rateOf(limits);
  }

  /** How many handlers of a client may run. A small integer, because V8 would box a larger number for each client. */
  get places(): number {
    return Math.min(this.limits.concurrency, MOST_PLACES);
  }

  /** Runs or queues a message. */
  schedule(message: Message): void {
    const { connection } = message;
    if (connection.running >= connection.places) this.postpone(message);
    // Its gateway has disconnected it, but it may go on sending until its connection is closed.
    else if (!isConnected(connection)) this.account.discard(message, 'disconnected');
    else if (this.rate !== undefined && this.mustWait(connection, this.rate)) this.postpone(message);
    else this.run(message);
  }

  /** Runs the messages that wait for the rate of their client: when the server closes, they are the last ones. */
  liftRate(): void {
    this.rate = undefined;
  }

  /** Queues the messages of a client until {@link open}. */
  hold(connection: ClientConnection): void {
    connection.places = 0;
  }

  /** Runs the messages of a client, starting with the queued ones. */
  open(connection: ClientConnection): void {
    clearTimeout(connection.slowConnectionTimer);
    connection.places = this.places;
    if (this.account.isStopped) return;
    if (connection.queue !== undefined) this.runWaiting(connection, connection.queue);
  }

  /** Ends a client: discards its queued and later messages, and ends its streams. */
  end(connection: ClientConnection): void {
    const { queue } = connection;
    connection.queue = undefined;
    this.rate?.end(connection);
    connection.end();
    for (let message = queue?.take(); message; message = queue?.take()) {
      this.account.discardQueued(message, 'disconnected');
    }
  }

  onReturned(message: Message): void {
    const { connection } = message;
    connection.running -= 1;
    connection.streaming += 1;
    if (this.account.isStopped) return;
    this.account.returned();
    if (connection.streaming > this.limits.maxStreams) this.discardStreaming(message);
    if (connection.queue !== undefined) this.runWaiting(connection, connection.queue);
    if (connection.onIdle !== undefined && connection.isIdle) connection.onIdle();
  }

  onEnded(message: Message): void {
    message.connection.streaming -= 1;
    this.account.ended(message);
  }

  private run(message: Message): void {
    const { connection, route, data, ack, sink, observer, traceparent } = message;
    connection.running += 1;
    this.rate?.spend(connection);
    this.account.started();
    start(message);
    const { handlers } = route;
    for (let index = 1; index < handlers.length; index++) {
      const handler = handlers[index]!;
      start(new Message(connection, route, handler, data, ack, sink, observer, traceparent));
    }
  }

  private postpone(message: Message): void {
    const { connection } = message;
    if (connection.isOver) {
      this.account.discard(message, 'disconnected');
      return;
    }
    connection.queue ??= new Queue();
    if (connection.queue.size >= this.limits.queueSize && !this.pause(connection)) {
      this.account.discard(message, 'overflow');
      this.dropClient(connection);
      return;
    }
    connection.queue.add(message);
    this.account.queued();
    if (connection.running < connection.places) this.runLater(connection);
    else if (connection.places === 0) {
      connection.slowConnectionTimer ??= setTimeout(
        this.onSlowConnection,
        SLOW_CONNECTION_MS,
        message.route.event,
      ).unref();
    }
  }

  /** Earlier messages of the client may be waiting although the next one could start. */
  private mustWait(connection: ClientConnection, rate: MessageRate): boolean {
    return connection.queue !== undefined || rate.isSpent(connection);
  }

  /** Runs the queued messages of a client when its rate allows it. */
  private runLater(connection: ClientConnection): void {
    this.rate?.wait(connection, () => {
      const { queue } = connection;
      if (queue !== undefined && !this.account.isStopped) this.runWaiting(connection, queue);
    });
  }

  /** Disconnects a client with too many streams in the next tick, because the last one is being opened. */
  private discardStreaming(message: Message): void {
    const { connection, route, data } = message;
    if (connection.isOver || connection.streaming !== this.limits.maxStreams + 1) return;
    process.nextTick(() => {
      if (connection.isOver || connection.streaming <= this.limits.maxStreams) return;
      message.isOverflow = true;
      this.account.announce(connection.client, { reason: 'overflow', event: route.event, data });
      if (this.adapter.dropClient) this.dropClient(connection);
      else disconnectClient(connection, CLOSE_CODES.policyViolation, 'Too many streams');
    });
  }

  /** Without `dropClient` of the adapter the client stays connected, and only this message is lost. */
  private dropClient(connection: ClientConnection): void {
    if (!this.adapter.dropClient) return;
    connection.session?.forget();
    this.adapter.dropClient(connection.client);
    this.end(connection);
  }

  /** @returns whether reading from the client is paused; messages that have already been read are still queued */
  private pause(connection: ClientConnection): boolean {
    if (this.limits.overflow !== 'pause') return false;
    connection.isPaused ||= this.adapter.pauseClient?.(connection.client) ?? false;
    return connection.isPaused;
  }

  private resume(connection: ClientConnection): void {
    connection.isPaused = false;
    this.adapter.resumeClient?.(connection.client);
  }

  /** Not re-entrant: handlers that complete synchronously would nest one call per message. */
  private runWaiting(connection: ClientConnection, queue: Queue<Message>): void {
    if (queue.isBeingRun) return;
    queue.isBeingRun = true;
    while (connection.running < connection.places) {
      if (this.rate?.isSpent(connection)) {
        if (queue.size > 0) this.runLater(connection);
        break;
      }
      const message = queue.take();
      if (message === undefined) break;
      if (!isConnected(connection)) {
        this.account.discardQueued(message, 'disconnected');
        continue;
      }
      if (connection.isPaused && queue.size * 2 <= this.limits.queueSize) this.resume(connection);
      if (message.isCancelled) {
        this.account.cancelQueued(message);
        continue;
      }
      this.account.unqueued();
      this.run(message);
    }
    queue.isBeingRun = false;
    if (queue.size === 0 && connection.queue === queue) connection.queue = undefined;
  }
}

function rateOf({ maxMessagesPerSecond }: DispatchLimits): MessageRate | undefined {
  return maxMessagesPerSecond === Number.POSITIVE_INFINITY ? undefined : new MessageRate(maxMessagesPerSecond);
}

function start(message: Message): void {
  if (messageChannel.hasSubscribers) traceMessage(message);
  else message.run();
}
