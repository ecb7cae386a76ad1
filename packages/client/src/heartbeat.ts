import { isTimeLimit, TimeLimit } from './timer.js';

/** How long the reply to a ping may take, in milliseconds. */
const REPLY_MS = 10_000;

/** What a heartbeat does with a connection. */
export interface HeartbeatTarget {
  ping(): void;
  /** The connection is dead: no frame came in reply. */
  lose(): void;
}

/**
 * Finds out whether a connection is dead, such as after a change of the network: WebSocket reports that only when it sends
 * something, minutes later. Pings only a server that has sent nothing for some time.
 */
export class Heartbeat {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly replyLimit = new TimeLimit();
  private hasHeard = false;
  private isWaiting = false;

  /** @param intervalMs 0 disables it */
  constructor(
    private readonly intervalMs: number,
    private readonly target: HeartbeatTarget,
  ) {}

  /** The session of a connection has begun. */
  start(): void {
    this.stop();
    if (isTimeLimit(this.intervalMs)) this.wait();
  }

  /** A frame has arrived. */
  hear(): void {
    this.hasHeard = true;
  }

  /** Pings the server now, if the heartbeat is enabled. */
  check(): void {
    // A reply that has arrived says nothing about a network that has changed since then.
    if (this.timer === undefined || (this.isWaiting && !this.hasHeard)) return;
    clearTimeout(this.timer);
    this.hasHeard = false;
    this.isWaiting = true;
    this.replyLimit.start(Math.min(this.intervalMs, REPLY_MS), () => this.conclude());
    this.target.ping();
  }

  stop(): void {
    this.replyLimit.stop();
    clearTimeout(this.timer);
    this.timer = undefined;
    this.isWaiting = false;
  }

  private wait(): void {
    this.isWaiting = false;
    this.hasHeard = false;
    this.timer = setTimeout(() => {
      if (this.hasHeard) this.wait();
      else this.check();
    }, this.intervalMs);
  }

  private conclude(): void {
    if (this.hasHeard) {
      this.wait();
      return;
    }
    this.stop();
    this.target.lose();
  }
}
