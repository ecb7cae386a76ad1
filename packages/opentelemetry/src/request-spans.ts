import { subscribe, tracingChannel, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { finished } from 'node:stream';
import {
  type Attributes,
  type Context,
  context,
  type Histogram,
  type Meter,
  propagation,
  type Span,
  SpanKind,
  SpanStatusCode,
  type TimeInput,
  type Tracer,
  trace,
  type UpDownCounter,
} from '@opentelemetry/api';
import type { RequestTrace } from '@portico/core';
import { ContextStorage } from './context-storage.js';
import { recordFailure } from './record-failure.js';
import { IGNORED } from './subscribers.js';

const ARRIVAL = 'http.server.request.start';

/** What Node publishes for every request of every server. */
interface Arrival {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly server: Server;
}

/** One request, from arrival to completion. */
interface ObservedRequest {
  readonly method: string;
  readonly startedAt: TimeInput;
  /** `performance.now()` when it arrived. */
  readonly since: number;
  span?: Span;
  route?: string;
}

export interface RequestSpansOptions {
  readonly tracer: Tracer;
  readonly meter: Meter;
  readonly includesUnrouted: boolean;
  isOwnServer(server: object): boolean;
}

/**
 * A span for each HTTP request, named after its method and route, and the metrics of the semantic conventions for HTTP
 * servers.
 *
 * @see https://opentelemetry.io/docs/specs/semconv/http/
 */
export class RequestSpans {
  private readonly requests = new WeakMap<IncomingMessage, ObservedRequest>();
  private readonly channel = tracingChannel<Context, RequestTrace>('portico:http:request');
  private readonly storage = new ContextStorage();
  private readonly durations: Histogram;
  private readonly active: UpDownCounter;
  private readonly subscribers = {
    ...IGNORED,
    error: (failed: RequestTrace) => this.fail(failed),
  };

  constructor(private readonly options: RequestSpansOptions) {
    this.durations = options.meter.createHistogram('http.server.request.duration', {
      description: 'Duration of HTTP server requests.',
      unit: 's',
      advice: { explicitBucketBoundaries: [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10] },
    });
    this.active = options.meter.createUpDownCounter('http.server.active_requests', {
      description: 'Number of active HTTP server requests.',
      unit: '{request}',
    });
  }

  start(): void {
    subscribe(ARRIVAL, this.arrive);
    this.channel.start.bindStore(this.storage, (traced) => this.enter(traced));
    this.channel.subscribe(this.subscribers);
  }

  stop(): void {
    unsubscribe(ARRIVAL, this.arrive);
    this.channel.start.unbindStore(this.storage);
    this.channel.unsubscribe(this.subscribers);
  }

  private readonly arrive = (message: unknown): void => {
    // Channels of Node have untyped messages; this one is documented.
    const { request, response, server } = message as Arrival;
    if (this.options.isOwnServer(server)) this.observe(request, response);
  };

  private observe(request: IncomingMessage, response: ServerResponse): ObservedRequest {
    const known = this.requests.get(request);
    if (known) return known;
    const method = methodOf(request);
    const observed: ObservedRequest = { method, startedAt: Date.now(), since: performance.now() };
    this.requests.set(request, observed);
    this.active.add(1, { 'http.request.method': method });
    finished(response, { readable: false }, () => {
      this.active.add(-1, { 'http.request.method': method });
      this.complete(request, response, observed);
    });
    return observed;
  }

  /** The request has been matched to its route. */
  private enter({ request, response, route, controller, handler }: RequestTrace): Context {
    const observed = this.observe(request, response);
    observed.route = route;
    observed.span ??= this.open(request, observed, context.active());
    observed.span.updateName(`${observed.method} ${route}`);
    observed.span.setAttributes({
      'http.route': route,
      'code.function.name': `${controller.name}.${handler}`,
    });
    return trace.setSpan(context.active(), observed.span);
  }

  /** Another instrumentation may have opened a span for the request, which is then the parent of this one. */
  private open(request: IncomingMessage, { method, startedAt }: ObservedRequest, active: Context): Span {
    const isInside = trace.getSpan(active) !== undefined;
    const parent = isInside ? active : propagation.extract(active, request.headers);
    const options = {
      kind: isInside ? SpanKind.INTERNAL : SpanKind.SERVER,
      attributes: { 'http.request.method': method, ...attributesOf(request) },
      ...(!isInside && { startTime: startedAt }),
    };
    return this.options.tracer.startSpan(method, options, parent);
  }

  private fail({ request, error }: RequestTrace): void {
    const observed = this.requests.get(request);
    if (!observed?.span) return;
    // The status of the reply shows whether it is an error of the server.
    recordFailure(observed.span, error, false);
  }

  private complete(request: IncomingMessage, response: ServerResponse, observed: ObservedRequest): void {
    const status = response.statusCode;
    const isSent = response.headersSent;
    const attributes: Attributes = {
      'http.request.method': observed.method,
      ...(observed.route !== undefined && { 'http.route': observed.route }),
      ...(isSent && { 'http.response.status_code': status }),
      ...(isSent && status >= 500 && { 'error.type': String(status) }),
    };
    this.durations.record((performance.now() - observed.since) / 1_000, attributes);
    if (!observed.span && this.options.includesUnrouted) {
      observed.span = this.open(request, observed, context.active());
    }
    const { span } = observed;
    if (!span) return;
    if (isSent) span.setAttribute('http.response.status_code', status);
    else span.setAttribute('error.type', 'client_disconnected');
    if (isSent && status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
    span.end();
  }
}

const KNOWN_METHODS = new Set(['CONNECT', 'DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT', 'TRACE']);

/** The client chooses the method: an unknown one would create another metric. */
function methodOf({ method = '' }: IncomingMessage): string {
  return KNOWN_METHODS.has(method) ? method : '_OTHER';
}

/** Without the query, which may contain secrets. */
function attributesOf(request: IncomingMessage): Attributes {
  return {
    'url.path': (request.url ?? '/').split('?', 1)[0],
    'url.scheme': 'encrypted' in request.socket ? 'https' : 'http',
    'network.protocol.version': request.httpVersion,
    ...(request.headers['user-agent'] !== undefined && { 'user_agent.original': request.headers['user-agent'] }),
    ...(request.socket.remoteAddress !== undefined && { 'client.address': request.socket.remoteAddress }),
  };
}
