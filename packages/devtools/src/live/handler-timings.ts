import { createHistogram, type RecordableHistogram } from 'node:perf_hooks';
import type { MessageTrace } from '@portico/websockets';
import type { HandlerSnapshot } from '../protocol/live.js';

const MICROSECONDS = 1_000;
/** One hour; longer calls are recorded as one hour. The limit bounds the size of a histogram: 20 KiB at this precision. */
const LONGEST = 3_600_000 * MICROSECONDS;

/** Measures how long the handlers of one server take, with one histogram for each handler. */
export class HandlerTimings {
  private readonly handlers = new Map<string, HandlerTiming>();

  record(trace: MessageTrace, milliseconds: number): void {
    const key = `${trace.gateway.name}\0${trace.handler}\0${trace.event}`;
    let timing = this.handlers.get(key);
    if (!timing) {
      timing = new HandlerTiming(trace);
      this.handlers.set(key, timing);
    }
    timing.record(milliseconds, trace.outcome === 'failed');
  }

  /** @param seconds since the last snapshot */
  snapshot(seconds: number): HandlerSnapshot[] {
    return [...this.handlers.values()].map((timing) => timing.snapshot(seconds));
  }
}

class HandlerTiming {
  private readonly event: string;
  private readonly gateway: string;
  private readonly handler: string;
  private readonly histogram: RecordableHistogram = createHistogram({ lowest: 1, highest: LONGEST, figures: 2 });
  private calls = 0;
  private failed = 0;
  private callsBefore = 0;

  constructor({ event, gateway, handler }: MessageTrace) {
    this.event = event;
    this.gateway = gateway.name;
    this.handler = handler;
  }

  record(milliseconds: number, hasFailed: boolean): void {
    this.calls += 1;
    if (hasFailed) this.failed += 1;
    this.histogram.record(Math.min(LONGEST, Math.max(1, Math.round(milliseconds * MICROSECONDS))));
  }

  snapshot(seconds: number): HandlerSnapshot {
    const { event, gateway, handler, calls, failed, histogram } = this;
    const perSecond = (calls - this.callsBefore) / seconds;
    this.callsBefore = calls;
    const at = (percentile: number): number => histogram.percentile(percentile) / MICROSECONDS;
    return {
      event,
      gateway,
      handler,
      calls,
      failed,
      perSecond,
      p50: at(50),
      p99: at(99),
      max: histogram.max / MICROSECONDS,
    };
  }
}
