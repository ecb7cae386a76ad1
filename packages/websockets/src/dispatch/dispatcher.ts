import { Connection } from '../clients/connection.js';
import type { DroppedMessage } from '../contracts/dropped-message.js';
import type { GatewayAdapter } from '../contracts/gateway-adapter.js';
import type { MessageReceiver } from '../contracts/message-receiver.js';
import type { GatewayHandler } from '../gateways/gateway-record.js';
import { type DispatchLimits, dispatchLimits } from './dispatch-limits.js';
import { DispatchStats } from './dispatch-stats.js';
import { DroppedMessageLog } from './dropped-message-log.js';
import { type EventRoute, EventRoutes } from './event-routes.js';
import { Message, type MessageObserver, type ResultSink } from './message.js';
import { MessageGroup } from './message-group.js';
import { Queue } from './queue.js';
import { ResultSender } from './send-results.js';

type ClientConnection = Connection<Message>;

/** Bytes that wait for a client before streams to it are not read further. */
const DEFAULT_HIGH_WATER_MARK = 64 * 1024;

/** How long a message waits for `handleConnection` before a warning, in milliseconds. */
const SLOW_CONNECTION_MS = 5_000;

/**
 * The messages of one server: finds their handlers, keeps the order of each client, bounds what waits, and knows how
 * every message ended.
 */
export class Dispatcher implements MessageReceiver<object>, MessageObserver {
  readonly routes = new EventRoutes();
  readonly stats = new DispatchStats();
  limits: DispatchLimits;
  highWaterMark: number;
  private readonly droppedLog = new DroppedMessageLog();
  private readonly sender: ResultSink;
  private isClosing = false;
  private isStopped = false;

  /**
   * @param connections those of the clients of the server
   * @param onSlowConnection called when a message has waited for `handleConnection` for five seconds
   */
  constructor(
    private readonly adapter: GatewayAdapter,
    private readonly connections: { get(client: object): ClientConnection | undefined },
    private readonly onSlowConnection: (event: string) => void,
  ) {
    this.limits = dispatchLimits(adapter.dispatch);
    this.highWaterMark = adapter.highWaterMark ?? DEFAULT_HIGH_WATER_MARK;
    this.sender = new ResultSender((client, value, ack, isAckHandledManually) =>
      adapter.sendReply?.(client, value, ack, isAckHandledManually),
    );
  }

  get events(): ReadonlySet<string> {
    return this.routes.events;
  }

  receive(client: object, event: unknown, data: unknown, ack?: Function): void {
    let route: EventRoute | undefined;
    try {
      route = this.routes.find(event);
    } catch (error) {
      // An object pattern that cannot be serialized.
      this.discard(client, { reason: 'malformed', data, error });
      return;
    }
    if (route === undefined) {
      this.discard(client, { reason: 'unknown-event', event, data });
      return;
    }
    const connection = this.connections.get(client);
    if (connection === undefined) this.discard(client, { reason: 'disconnected', event: route.event, data });
    else this.accept(connection, route, data, ack, this.sender);
  }

  discard(client: object, dropped: DroppedMessage, level?: 'warn' | 'error'): void {
    this.stats.accepted += 1;
    this.report(client, dropped, level);
  }

  /** Runs a message, or lets it wait for its turn. */
  accept(
    connection: ClientConnection,
    route: EventRoute,
    data: unknown,
    ack: Function | undefined,
    sink: ResultSink,
  ): Message {
    const [handler] = route.handlers as [GatewayHandler, ...GatewayHandler[]];
    const observer = route.handlers.length === 1 ? this : new MessageGroup(route.handlers.length, this);
    const message = new Message(connection, route, handler, data, ack, sink, observer);
    this.stats.accepted += 1;
    if (this.isClosing) this.drop(message, 'closing');
    else if (connection.running < connection.places) this.run(message);
    else this.postpone(message);
    return message;
  }

  /** The connection of a new client. */
  connect(client: object): ClientConnection {
    return new Connection(client, this.adapter, this.limits.concurrency, this.highWaterMark);
  }

  /** Lets the messages of a client wait until {@link open}. */
  hold(connection: ClientConnection): void {
    connection.places = 0;
  }

  /** Runs the messages of a client, those that have waited first. */
  open(connection: ClientConnection): void {
    clearTimeout(connection.patience);
    connection.places = this.limits.concurrency;
    if (connection.queue !== undefined) this.runWaiting(connection, connection.queue);
  }

  /** Ends a client: discards what waits and whatever is still to come, and ends its streams. */
  end(connection: ClientConnection): void {
    const { queue } = connection;
    connection.queue = undefined;
    connection.end();
    for (let message = queue?.take(); message; message = queue?.take()) {
      if (this.isStopped) {
        message.discard();
        continue;
      }
      this.stats.queued -= 1;
      this.drop(message, 'disconnected');
    }
  }

  /** Takes no more messages. Those that have been accepted are handled. */
  close(): void {
    this.isClosing = true;
  }

  /**
   * Gives up what is still under way.
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

  onReturned({ connection }: Message): void {
    connection.running -= 1;
    if (this.isStopped) return;
    this.stats.running -= 1;
    this.stats.streaming += 1;
    if (connection.queue !== undefined) this.runWaiting(connection, connection.queue);
    if (connection.onIdle !== undefined && connection.isIdle) connection.onIdle();
  }

  onEnded(message: Message): void {
    if (this.isStopped) return;
    const { stats } = this;
    stats.streaming -= 1;
    if (message.hasFailed) stats.failed += 1;
    else if (message.isUnsent) stats.discarded.disconnected += 1;
    else stats.answered += 1;
  }

  private run(message: Message): void {
    const { connection, route, data, ack, sink } = message;
    connection.running += 1;
    this.stats.running += 1;
    message.run();
    const { handlers } = route;
    for (let index = 1; index < handlers.length; index++) {
      const handler = handlers[index] as GatewayHandler;
      new Message(connection, route, handler, data, ack, sink, message.observer).run();
    }
  }

  private postpone(message: Message): void {
    const { connection } = message;
    if (connection.isOver) {
      this.drop(message, 'disconnected');
      return;
    }
    connection.queue ??= new Queue();
    if (connection.queue.size >= this.limits.queueSize && !this.pause(connection)) {
      this.drop(message, 'overflow');
      this.dropClient(connection);
    } else {
      connection.queue.add(message);
      this.stats.queued += 1;
      if (connection.places === 0) {
        connection.patience ??= setTimeout(this.onSlowConnection, SLOW_CONNECTION_MS, message.route.event).unref();
      }
    }
  }

  /** Without `dropClient` of the adapter the client stays, and only this message of it is lost. */
  private dropClient(connection: ClientConnection): void {
    if (!this.adapter.dropClient) return;
    this.adapter.dropClient(connection.client);
    this.end(connection);
  }

  /** @returns whether the client has to wait; what was read before it did is still taken */
  private pause(connection: ClientConnection): boolean {
    if (this.limits.overflow !== 'pause') return false;
    connection.isPaused ||= this.adapter.pauseClient?.(connection.client) ?? false;
    return connection.isPaused;
  }

  private resume(connection: ClientConnection): void {
    connection.isPaused = false;
    this.adapter.resumeClient?.(connection.client);
  }

  /** Not from within itself: handlers that complete at once would make one call inside the other for each message. */
  private runWaiting(connection: ClientConnection, queue: Queue<Message>): void {
    if (queue.isBeingRun) return;
    queue.isBeingRun = true;
    while (connection.running < connection.places) {
      const message = queue.take();
      if (message === undefined) break;
      this.stats.queued -= 1;
      if (connection.isPaused && queue.size * 2 <= this.limits.queueSize) this.resume(connection);
      this.run(message);
    }
    queue.isBeingRun = false;
    if (queue.size === 0 && connection.queue === queue) connection.queue = undefined;
  }

  private drop(message: Message, reason: DroppedMessage['reason']): void {
    const { connection, route, data } = message;
    message.discard();
    this.report(connection.client, { reason, event: route.event, data });
  }

  private report(client: object, dropped: DroppedMessage, level?: 'warn' | 'error'): void {
    this.stats.discarded[dropped.reason] += 1;
    if (this.adapter.reportDropped) this.adapter.reportDropped(client, dropped, level);
    else this.droppedLog.add(dropped, level);
  }
}
