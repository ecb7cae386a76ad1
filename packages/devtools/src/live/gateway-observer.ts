import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type {
  ConnectionTrace,
  DiscardedMessageEvent,
  GatewayClient,
  MessageTrace,
  RefusedHandshake,
} from '@portico/websockets';
import type { HandlerSnapshot } from '../protocol/live.js';
import { HandlerTimings } from './handler-timings.js';

/** Notified of what happens to the messages of one client. */
export interface ClientFollower {
  completed(message: MessageTrace, milliseconds: number): void;
  discarded(message: DiscardedMessageEvent): void;
}

type Subscriber = (message: unknown) => void;

/**
 * The only subscriber to the diagnostics channels of gateways. It is subscribed while it is in use, and discards its measurements
 * when it is not. Its subscribers must never throw, because that would crash the process.
 */
export class GatewayObserver {
  private users = 0;
  private timings = new WeakMap<object, HandlerTimings>();
  private refused = new WeakMap<object, number>();
  private since = new WeakMap<object, number>();
  private readonly followers = new Map<GatewayClient, Set<ClientFollower>>();
  private readonly connectedAt = new WeakMap<GatewayClient, number>();
  private readonly subscribers: readonly (readonly [channel: string, subscriber: Subscriber])[] = [
    ['tracing:portico:ws:message:start', (trace) => this.messageStarted(trace as MessageTrace)],
    ['tracing:portico:ws:message:asyncEnd', (trace) => this.messageEnded(trace as MessageTrace)],
    ['tracing:portico:ws:connection:start', (trace) => this.connected(trace as ConnectionTrace)],
    ['tracing:portico:ws:connection:asyncEnd', (trace) => this.disconnected(trace as ConnectionTrace)],
    ['portico:ws:discard', (message) => this.messageDiscarded(message as DiscardedMessageEvent)],
    ['portico:ws:refusal', (refusal) => this.wasRefused(refusal as RefusedHandshake)],
  ];

  /** Starts measuring. Each call needs a call of {@link release}. */
  use(): void {
    this.users += 1;
    if (this.users === 1) for (const [channel, subscriber] of this.subscribers) subscribe(channel, subscriber);
  }

  release(): void {
    this.users -= 1;
    if (this.users > 0) return;
    for (const [channel, subscriber] of this.subscribers) unsubscribe(channel, subscriber);
    this.timings = new WeakMap();
    this.refused = new WeakMap();
    this.since = new WeakMap();
  }

  /** @returns stops following */
  follow(client: GatewayClient, follower: ClientFollower): () => void {
    const followers = this.followers.get(client) ?? new Set();
    followers.add(follower);
    this.followers.set(client, followers);
    this.use();
    return () => {
      if (!followers.delete(follower)) return;
      if (followers.size === 0) this.followers.delete(client);
      this.release();
    };
  }

  /** @param seconds since the last call */
  handlersOf(server: object, seconds: number): HandlerSnapshot[] {
    return this.timings.get(server)?.snapshot(seconds) ?? [];
  }

  refusedBy(server: object): number {
    return this.refused.get(server) ?? 0;
  }

  /** Returns `undefined` for a client that connected before measuring started. */
  readonly connectedAtOf = (client: GatewayClient): number | undefined => this.connectedAt.get(client);

  private messageStarted(trace: MessageTrace): void {
    this.since.set(trace, performance.now());
  }

  private messageEnded(trace: MessageTrace): void {
    const since = this.since.get(trace);
    // The message started before measuring did.
    if (since === undefined) return;
    const milliseconds = performance.now() - since;
    let timings = this.timings.get(trace.server);
    if (!timings) {
      timings = new HandlerTimings();
      this.timings.set(trace.server, timings);
    }
    timings.record(trace, milliseconds);
    for (const follower of this.followers.get(trace.client) ?? []) follower.completed(trace, milliseconds);
  }

  private messageDiscarded(message: DiscardedMessageEvent): void {
    if (!message.client) return;
    for (const follower of this.followers.get(message.client) ?? []) follower.discarded(message);
  }

  private connected({ client }: ConnectionTrace): void {
    this.connectedAt.set(client, Date.now());
  }

  /** Counts refusals on platforms that check clients only after they have connected. */
  private disconnected({ server, refusal }: ConnectionTrace): void {
    if (refusal) this.countRefusal(server);
  }

  private wasRefused({ server }: RefusedHandshake): void {
    this.countRefusal(server);
  }

  private countRefusal(server: object): void {
    this.refused.set(server, this.refusedBy(server) + 1);
  }
}
