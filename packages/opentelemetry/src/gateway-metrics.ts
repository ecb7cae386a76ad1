import type { Attributes, BatchObservableCallback, Meter, Observable } from '@opentelemetry/api';
import type { GatewayServerStatus } from '@portico/websockets';
import { placeOf } from './place-of.js';

/** Values that are read when metrics are collected. */
const CURRENT: readonly {
  readonly name: string;
  readonly unit: string;
  readonly description: string;
  read(server: GatewayServerStatus): number;
}[] = [
  {
    name: 'connections',
    unit: '{connection}',
    description: 'Clients that are connected.',
    read: ({ clients }) => clients,
  },
  {
    name: 'messages.running',
    unit: '{message}',
    description: 'Messages whose handlers are running.',
    read: ({ stats }) => stats.running,
  },
  {
    name: 'messages.queued',
    unit: '{message}',
    description: 'Messages that wait for their turn.',
    read: ({ stats }) => stats.queued,
  },
  {
    name: 'messages.streaming',
    unit: '{message}',
    description: 'Messages whose streams have not ended.',
    read: ({ stats }) => stats.streaming,
  },
  {
    name: 'buffered',
    unit: 'By',
    description: 'Bytes that wait for clients that read slowly.',
    read: ({ stats }) => stats.bufferedBytes,
  },
];

/** The counts that Portico keeps for each server, read when metrics are collected. */
export class GatewayMetrics {
  private readonly current: readonly {
    readonly observable: Observable;
    readonly read: (typeof CURRENT)[number]['read'];
  }[];
  private readonly messages: Observable;
  private readonly discarded: Observable;
  private readonly all: Observable[];

  constructor(
    private readonly meter: Meter,
    private readonly servers: () => Iterable<GatewayServerStatus>,
  ) {
    this.current = CURRENT.map(({ name, unit, description, read }) => ({
      observable: meter.createObservableUpDownCounter(`portico.ws.${name}`, { unit, description }),
      read,
    }));
    this.messages = meter.createObservableCounter('portico.ws.messages', {
      unit: '{message}',
      description: 'Messages whose handlers have completed, by outcome.',
    });
    this.discarded = meter.createObservableCounter('portico.ws.discarded', {
      unit: '{message}',
      description: 'Messages that ended without a reply or an exception, by reason.',
    });
    this.all = [...this.current.map(({ observable }) => observable), this.messages, this.discarded];
  }

  start(): void {
    this.meter.addBatchObservableCallback(this.observe, this.all);
  }

  stop(): void {
    this.meter.removeBatchObservableCallback(this.observe, this.all);
  }

  private readonly observe: BatchObservableCallback = (result) => {
    const totals = new Totals();
    for (const server of this.servers()) {
      const { stats } = server;
      const place = placeOf(server);
      for (const { observable, read } of this.current) totals.add(observable, read(server), place);
      totals.add(this.messages, stats.completed, place, 'outcome', 'completed');
      totals.add(this.messages, stats.failed, place, 'outcome', 'failed');
      for (const [reason, count] of Object.entries(stats.discarded)) {
        totals.add(this.discarded, count, place, 'reason', reason);
      }
    }
    totals.report(result);
  };
}

interface Total {
  readonly observable: Observable;
  readonly attributes: Attributes;
  value: number;
}

/** Adds up the values of servers with the same attributes, such as two ports: of two observations the SDK keeps the last. */
class Totals {
  private readonly totals = new Map<Observable, Map<string, Total>>();

  add(observable: Observable, value: number, place: string, name?: 'outcome' | 'reason', kind = ''): void {
    let byKey = this.totals.get(observable);
    if (!byKey) {
      byKey = new Map();
      this.totals.set(observable, byKey);
    }
    const key = `${kind} ${place}`;
    const total = byKey.get(key);
    if (total) total.value += value;
    else {
      const attributes = { 'portico.ws.path': place, ...(name && { [`portico.ws.${name}`]: kind }) };
      byKey.set(key, { observable, attributes, value });
    }
  }

  report(result: Parameters<BatchObservableCallback>[0]): void {
    for (const byKey of this.totals.values()) {
      for (const { observable, attributes, value } of byKey.values()) result.observe(observable, value, attributes);
    }
  }
}
