import { tracingChannel } from 'node:diagnostics_channel';
import type { Histogram, Meter } from '@opentelemetry/api';
import type { LifecycleTrace } from '@portico/core';
import { IGNORED } from './subscribers.js';

/** Measures how long applications take to start and to close, and how long each kind of hook takes. */
export class LifecycleMetrics {
  private readonly channel = tracingChannel<unknown, LifecycleTrace>('portico:lifecycle');
  private readonly since = new WeakMap<LifecycleTrace, number>();
  private readonly durations: Histogram;
  private readonly subscribers = {
    ...IGNORED,
    start: (step: LifecycleTrace) => void this.since.set(step, performance.now()),
    asyncEnd: (step: LifecycleTrace) => this.complete(step),
  };

  constructor(meter: Meter) {
    this.durations = meter.createHistogram('portico.lifecycle.duration', {
      description: 'Duration of the steps of the start and the shutdown of an application.',
      unit: 's',
    });
  }

  start(): void {
    this.channel.subscribe(this.subscribers);
  }

  stop(): void {
    this.channel.unsubscribe(this.subscribers);
  }

  private complete(traced: LifecycleTrace): void {
    const since = this.since.get(traced);
    if (since === undefined) return;
    this.durations.record((performance.now() - since) / 1_000, {
      'portico.lifecycle.step': traced.step,
      ...(traced.error !== undefined && { 'error.type': nameOf(traced.error) }),
    });
  }
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
