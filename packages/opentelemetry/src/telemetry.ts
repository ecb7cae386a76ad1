import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { metrics, trace } from '@opentelemetry/api';
import type { OnApplicationShutdown, OnModuleInit } from '@portico/common';
import type { HttpAdapterHost, LifecycleTrace } from '@portico/core';
import type { GatewayServerStatus } from '@portico/websockets';
import { GatewayMetrics } from './gateway-metrics.js';
import { LifecycleMetrics } from './lifecycle-metrics.js';
import { MessageSpans } from './message-spans.js';
import type { OpenTelemetryOptions } from './options.js';
import { RequestSpans } from './request-spans.js';
import { SCOPE } from './scope.js';

const STEP_ENDED = 'tracing:portico:lifecycle:asyncEnd';

interface Part {
  start(): void;
  stop(): void;
}

/**
 * The observers of this process. Channels belong to the process, so a second application must not count everything
 * twice.
 */
let running: Observers | undefined;

interface Observers {
  readonly parts: readonly Part[];
  readonly requests: RequestSpans;
  readonly hosts: Set<HttpAdapterHost>;
}

/** Observes one application, from its creation to its shutdown. */
export class Telemetry implements OnModuleInit, OnApplicationShutdown {
  private stopObserving: (() => void) | undefined;

  constructor(
    options: OpenTelemetryOptions,
    private readonly host: HttpAdapterHost,
    servers: () => Iterable<GatewayServerStatus>,
  ) {
    if (!running) {
      running = createObservers(options, servers);
      for (const part of running.parts) part.start();
    }
    running.hosts.add(host);
  }

  /** In an application context there is no adapter. */
  onModuleInit(): void {
    const server = this.host.httpAdapter?.getHttpServer();
    if (server) this.stopObserving = running?.requests.observeServer(server);
  }

  /** Other hooks may still run, so observing ends when the last application has closed. */
  onApplicationShutdown(): void {
    this.stopObserving?.();
    running?.hosts.delete(this.host);
    if (running?.hosts.size === 0) subscribe(STEP_ENDED, stopWhenClosed);
  }
}

function stopWhenClosed(message: unknown): void {
  // The channel publishes only these.
  if ((message as LifecycleTrace).step !== 'close') return;
  unsubscribe(STEP_ENDED, stopWhenClosed);
  // Another application may have started meanwhile.
  if (!running || running.hosts.size > 0) return;
  for (const part of running.parts) part.stop();
  running = undefined;
}

function createObservers(
  { tracerProvider, meterProvider, unroutedRequests = true }: OpenTelemetryOptions,
  servers: () => Iterable<GatewayServerStatus>,
): Observers {
  const tracer = (tracerProvider ?? trace).getTracer(SCOPE);
  const meter = (meterProvider ?? metrics).getMeter(SCOPE);
  const requests = new RequestSpans({ tracer, meter, includesUnrouted: unroutedRequests, isOwnServer });
  const parts = [
    requests,
    new MessageSpans(tracer, meter),
    new GatewayMetrics(meter, servers),
    new LifecycleMetrics(meter),
  ];
  return { parts, requests, hosts: new Set() };
}

/** Node publishes the requests of all servers of a process. */
function isOwnServer(server: object): boolean {
  for (const { httpAdapter } of running?.hosts ?? []) if (httpAdapter?.getHttpServer() === server) return true;
  return false;
}
