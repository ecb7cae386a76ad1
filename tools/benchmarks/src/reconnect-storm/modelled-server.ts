import type { SimulatedSocket } from './simulated-socket.js';
import type { VirtualTime } from './virtual-time.js';

export interface ServerModel {
  /** Upgrades that it accepts in a second, one after the other. */
  readonly upgradesPerSecond: number;
  /** Connections that wait to be accepted, at most. More are lost. */
  readonly backlog: number;
  /** Milliseconds after which a lost connection fails. */
  readonly lostAfterMs: number;
}

const ABNORMAL = 1006;

/** A server as reconnecting clients see it: it is down, or accepts a number of connections per second and queues some others. */
export class ModelledServer {
  isUp = true;
  readonly connected: SimulatedSocket[] = [];
  /** Of all connections that clients have tried, in milliseconds. */
  readonly attempts: number[] = [];
  /** Of all that were accepted. */
  readonly accepted: number[] = [];
  private waiting = 0;
  private busyUntil = 0;

  constructor(
    private readonly time: VirtualTime,
    private readonly model: ServerModel,
  ) {}

  connect(socket: SimulatedSocket): void {
    const { time, model } = this;
    this.attempts.push(time.now);
    if (!this.isUp) {
      time.after(0, () => socket.lose(ABNORMAL));
      return;
    }
    if (this.waiting >= model.backlog) {
      time.after(model.lostAfterMs, () => socket.lose(ABNORMAL));
      return;
    }
    this.waiting += 1;
    this.busyUntil = Math.max(this.busyUntil, time.now) + 1_000 / model.upgradesPerSecond;
    time.after(this.busyUntil - time.now, () => this.accept(socket));
  }

  private accept(socket: SimulatedSocket): void {
    this.waiting -= 1;
    this.accepted.push(this.time.now);
    this.connected.push(socket);
    socket.open();
  }
}
