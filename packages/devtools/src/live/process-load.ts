import { type IntervalHistogram, monitorEventLoopDelay } from 'node:perf_hooks';
import type { ProcessSnapshot } from '../protocol/live.js';

const RESOLUTION_MS = 20;
const NANOSECONDS = 1_000_000;

/** Measures memory, CPU time and event loop delay of the process while a page is open. */
export class ProcessLoad {
  private readonly delay: IntervalHistogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  private cpu = process.cpuUsage();
  private since = performance.now();

  constructor() {
    this.delay.enable();
  }

  stop(): void {
    this.delay.disable();
  }

  /** Measures since the last snapshot. */
  snapshot(): ProcessSnapshot {
    const { user, system } = process.cpuUsage(this.cpu);
    const now = performance.now();
    const { rss, heapUsed, heapTotal } = process.memoryUsage();
    const snapshot: ProcessSnapshot = {
      memory: { rss, heapUsed, heapTotal },
      cpu: (user + system) / 1_000 / Math.max(1, now - this.since),
      eventLoopDelay: { mean: this.lateness(this.delay.mean), max: this.lateness(this.delay.max) },
      uptime: process.uptime(),
    };
    this.cpu = process.cpuUsage();
    this.since = now;
    this.delay.reset();
    return snapshot;
  }

  /** The histogram records the time between two ticks of a timer, which without any delay is the resolution. */
  private lateness(nanoseconds: number): number {
    return Number.isFinite(nanoseconds) ? Math.max(0, nanoseconds / NANOSECONDS - RESOLUTION_MS) : 0;
  }
}
