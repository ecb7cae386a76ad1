import type { OwnServer, OwnServers } from '../application/own-servers.js';
import { describePlace } from '../application/server-id.js';
import type { EventStream } from '../http/event-stream.js';
import type { ServerSnapshot, Snapshot } from '../protocol/live.js';
import type { GatewayObserver } from './gateway-observer.js';
import { ProcessLoad } from './process-load.js';

const INTERVAL_MS = 1_000;

/** Sends one snapshot per second to all open pages. Nothing is measured while no page is open. */
export class LiveFeed {
  private readonly pages = new Set<EventStream>();
  private readonly acceptedBefore = new WeakMap<object, number>();
  private load: ProcessLoad | undefined;
  private timer: NodeJS.Timeout | undefined;
  private last: Snapshot | undefined;
  private since = 0;

  constructor(
    private readonly start: string,
    private readonly servers: OwnServers,
    private readonly observer: GatewayObserver,
  ) {}

  open(page: EventStream): void {
    this.pages.add(page);
    if (this.pages.size === 1) this.begin();
    page.send('snapshot', this.last ?? this.take());
    page.onceClosed(() => {
      this.pages.delete(page);
      if (this.pages.size === 0) this.end();
    });
  }

  private begin(): void {
    this.observer.use();
    this.load = new ProcessLoad();
    this.since = performance.now();
    for (const { status } of this.servers.all()) this.acceptedBefore.set(status, status.stats.accepted);
    this.timer = setInterval(() => this.tick(), INTERVAL_MS).unref();
  }

  private end(): void {
    clearInterval(this.timer);
    this.load?.stop();
    this.load = undefined;
    this.last = undefined;
    this.observer.release();
  }

  private tick(): void {
    const snapshot = this.take();
    // A slow page skips snapshots.
    for (const page of this.pages) if (!page.isBehind) page.send('snapshot', snapshot);
  }

  private take(): Snapshot {
    const now = performance.now();
    const seconds = Math.max(0.001, (now - this.since) / 1_000);
    this.since = now;
    this.load ??= new ProcessLoad();
    this.last = {
      at: Date.now(),
      start: this.start,
      servers: this.servers.all().map((server) => this.describe(server, seconds)),
      process: this.load.snapshot(),
    };
    return this.last;
  }

  private describe({ id, status }: OwnServer, seconds: number): ServerSnapshot {
    const { adapter, gateways, clients, rooms, stats } = status;
    const { accepted, completed, failed, running, streaming, queued, bufferedBytes } = stats;
    const before = this.acceptedBefore.get(status) ?? 0;
    this.acceptedBefore.set(status, accepted);
    return {
      id,
      adapter,
      place: describePlace(status),
      gateways,
      clients,
      rooms,
      messagesPerSecond: (accepted - before) / seconds,
      accepted,
      completed,
      failed,
      running,
      streaming,
      queued,
      bufferedBytes,
      discarded: Object.fromEntries(Object.entries(stats.discarded).filter(([, count]) => count > 0)),
      refused: this.observer.refusedBy(status.server),
      handlers: this.observer.handlersOf(status.server, seconds),
    };
  }
}
