import { Connection, type ConnectionServer } from '../connections/connection.js';
import type { PendingRequest, ReplyWriter } from '../contracts/adapter/codec.js';
import type { DiscardedMessage } from '../contracts/adapter/discarded-message.js';
import type { GatewayAdapter } from '../contracts/adapter/gateway-adapter.js';
import type { MessageReceiver } from '../contracts/adapter/message-receiver.js';
import type { SessionStart } from '../contracts/adapter/session-start.js';
import type { SessionKeeper } from '../recovery/session-keeper.js';
import { type DispatchLimits, dispatchLimits } from './dispatch-limits.js';
import type { DispatchStats } from './dispatch-stats.js';
import { type EventRoute, EventRoutes } from './event-routes.js';
import { Message, type ResultSink } from './message.js';
import { MessageAccount } from './message-account.js';
import { MessageGroup } from './message-group.js';
import { MessageScheduler } from './message-scheduler.js';
import { RequestSink } from './results/request-sink.js';
import { ResultSender } from './results/send-results.js';

type ClientConnection = Connection<Message>;

/** How many bytes may be buffered for a client before its streams are paused. */
const DEFAULT_HIGH_WATER_MARK = 64 * 1024;

/**
 * Dispatches the messages of one server: finds the handlers of each message, and passes it to the scheduler or discards
 * it. Every message is counted by the account.
 */
export class Dispatcher implements MessageReceiver<object> {
  readonly routes = new EventRoutes();
  readonly stats: DispatchStats;
  /** What the clients of the server have in common. */
  readonly server: ConnectionServer;
  /** Set if sessions can be recovered. */
  sessions: Pick<SessionKeeper, 'offer'> | undefined;
  private readonly account: MessageAccount;
  private readonly scheduler: MessageScheduler;
  private readonly sender: ResultSink;
  private isClosing = false;

  /**
   * @param connections those of the clients of the server
   * @param onSlowConnection called when a message has waited for `handleConnection` for five seconds
   */
  constructor(
    adapter: GatewayAdapter,
    private readonly connections: { get(client: object): ClientConnection | undefined },
    onSlowConnection: (event: string) => void,
  ) {
    this.server = {
      adapter,
      highWaterMark: adapter.highWaterMark ?? DEFAULT_HIGH_WATER_MARK,
      rooms: undefined,
      addressOf: undefined,
    };
    this.account = new MessageAccount(adapter);
    this.stats = this.account.stats;
    this.scheduler = new MessageScheduler(adapter, this.account, dispatchLimits(adapter.dispatch), onSlowConnection);
    this.sender = new ResultSender(adapter);
  }

  get events(): ReadonlySet<string> {
    return this.routes.events;
  }

  get limits(): DispatchLimits {
    return this.scheduler.limits;
  }

  set limits(limits: DispatchLimits) {
    this.scheduler.limits = limits;
  }

  receive(client: object, event: unknown, data: unknown, ack?: Function, traceparent?: string): void {
    const route = this.find(event, data);
    if ('reason' in route) {
      this.discard(client, route);
      return;
    }
    const connection = this.connections.get(client);
    if (connection === undefined) this.discard(client, { reason: 'disconnected', event: route.event, data });
    else this.accept(connection, route, data, ack, this.sender, traceparent);
  }

  request(client: object, event: unknown, data: unknown, writer: ReplyWriter, traceparent?: string): PendingRequest {
    const route = this.find(event, data);
    const connection = this.connections.get(client);
    if ('reason' in route || connection === undefined) {
      const discarded: DiscardedMessage = 'reason' in route ? route : { reason: 'disconnected', event, data };
      const sink = new RequestSink(writer, 0);
      this.discard(client, discarded);
      sink.discard(discarded.reason);
      return sink;
    }
    const sink = new RequestSink(writer, route.handlers.length);
    sink.accepted(this.accept(connection, route, data, sink.ack, sink, traceparent));
    return sink;
  }

  recover(client: object, token: string | undefined, sendStart: (start: SessionStart) => void): boolean {
    const connection = this.connections.get(client);
    if (!this.sessions || !connection) return false;
    this.sessions.offer(connection, token, sendStart);
    return true;
  }

  discard(client: object, discarded: DiscardedMessage, level?: 'warn' | 'error'): void {
    this.account.arrived();
    this.account.report(client, discarded, level);
  }

  /** Runs, queues or discards a message. */
  accept(
    connection: ClientConnection,
    route: EventRoute,
    data: unknown,
    ack: Function | undefined,
    sink: ResultSink,
    traceparent?: string,
  ): Message {
    const { account, scheduler } = this;
    const [handler] = route.handlers;
    const observer = route.handlers.length === 1 ? scheduler : new MessageGroup(route.handlers.length, scheduler);
    const message = new Message(connection, route, handler, data, ack, sink, observer, traceparent);
    account.arrived();
    if (this.isClosing) account.discard(message, 'closing');
    else scheduler.schedule(message);
    return message;
  }

  /** Creates the connection of a new client. */
  connect(client: object): ClientConnection {
    return new Connection(client, this.server, this.scheduler.places);
  }

  /** Queues the messages of a client until {@link open}. */
  hold(connection: ClientConnection): void {
    this.scheduler.hold(connection);
  }

  /** Runs the messages of a client, starting with the queued ones. */
  open(connection: ClientConnection): void {
    this.scheduler.open(connection);
  }

  /** Ends a client: discards its queued and later messages, and ends its streams. */
  end(connection: ClientConnection): void {
    this.scheduler.end(connection);
  }

  /** @returns the handlers of an event, or why a message with it is discarded */
  private find(event: unknown, data: unknown): EventRoute | DiscardedMessage {
    try {
      return this.routes.find(event) ?? { reason: 'unknown-event', event, data };
    } catch (error) {
      // An object pattern that cannot be serialized.
      return { reason: 'malformed', data, error };
    }
  }

  /** Accepts no more messages. Accepted messages are still handled. */
  close(): void {
    this.isClosing = true;
    this.scheduler.liftRate();
  }

  /**
   * Counts unfinished messages as stopped by the deadline.
   *
   * @returns how many messages
   */
  stop(): number {
    return this.account.stop();
  }
}
