import type { BatchObservableCallback, Meter, Observable } from '@opentelemetry/api';
import type { GatewayServerStatus } from '@portico/websockets';
import { placeOf } from './place-of.js';

/** The counts that Portico keeps for each server anyway, read when metrics are collected. */
export class GatewayMetrics {
  private readonly observables: Observable[];
  private readonly clients: Observable;
  private readonly running: Observable;
  private readonly queued: Observable;
  private readonly streaming: Observable;
  private readonly bufferedBytes: Observable;
  private readonly messages: Observable;
  private readonly discarded: Observable;

  constructor(
    private readonly meter: Meter,
    private readonly servers: () => Iterable<GatewayServerStatus>,
  ) {
    const current = (name: string, unit: string, description: string): Observable =>
      meter.createObservableUpDownCounter(`portico.ws.${name}`, { unit, description });
    const total = (name: string, unit: string, description: string): Observable =>
      meter.createObservableCounter(`portico.ws.${name}`, { unit, description });
    this.clients = current('connections', '{connection}', 'Clients that are connected.');
    this.running = current('messages.running', '{message}', 'Messages whose handlers are at work.');
    this.queued = current('messages.queued', '{message}', 'Messages that wait for their turn.');
    this.streaming = current('messages.streaming', '{message}', 'Messages whose streams have not ended.');
    this.bufferedBytes = current('buffered', 'By', 'Bytes that wait for clients that read slowly.');
    this.messages = total('messages', '{message}', 'Messages whose handlers have completed, by outcome.');
    this.discarded = total('discarded', '{message}', 'Messages that ended without a reply or an exception, by reason.');
    this.observables = [
      this.clients,
      this.running,
      this.queued,
      this.streaming,
      this.bufferedBytes,
      this.messages,
      this.discarded,
    ];
  }

  start(): void {
    this.meter.addBatchObservableCallback(this.observe, this.observables);
  }

  stop(): void {
    this.meter.removeBatchObservableCallback(this.observe, this.observables);
  }

  private readonly observe: BatchObservableCallback = (result) => {
    for (const server of this.servers()) {
      const { stats } = server;
      const place = { 'portico.ws.path': placeOf(server) };
      result.observe(this.clients, server.clients, place);
      result.observe(this.running, stats.running, place);
      result.observe(this.queued, stats.queued, place);
      result.observe(this.streaming, stats.streaming, place);
      result.observe(this.bufferedBytes, stats.bufferedBytes, place);
      result.observe(this.messages, stats.answered, { ...place, 'portico.ws.outcome': 'answered' });
      result.observe(this.messages, stats.failed, { ...place, 'portico.ws.outcome': 'failed' });
      for (const [reason, count] of Object.entries(stats.discarded)) {
        result.observe(this.discarded, count, { ...place, 'portico.ws.reason': reason });
      }
    }
  };
}
