import { subscribe, tracingChannel, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
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

/** Stored on the request itself, because a map of short-lived requests costs the garbage collector time. */
const OBSERVED: unique symbol = Symbol('portico.opentelemetry.request');

interface ObservableRequest extends IncomingMessage {
  [OBSERVED]?: ObservedRequest;
}

/** One request, from arrival to completion. */
interface ObservedRequest {
  readonly method: string;
  readonly scheme: 'http' | 'https';
  readonly address: string | undefined;
  readonly startedAt: TimeInput;
  /** `performance.now()` when it arrived. */
  readonly since: number;
  span: Span | undefined;
  route: string | undefined;
  isComplete: boolean;
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
  private readonly channel = tracingChannel<Context, RequestTrace>('portico:http:request');
  private readonly storage = new ContextStorage();
  private readonly durations: Histogram;
  private readonly active: UpDownCounter;
  private readonly subscribers = {
    ...IGNORED,
    error: (failed: RequestTrace) => this.fail(failed),
    asyncEnd: ({ request, response }: RequestTrace) => this.complete(request, response),
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

  /**
   * Observes the requests that Node does not publish for a server: those of HTTP/2, and those that additional servers of the
   * application forward to it.
   *
   * @returns stops observing
   */
  observeServer(server: Server): () => void {
    server.prependListener('request', this.follow);
    return () => void server.off('request', this.follow);
  }

  private readonly arrive = (message: unknown): void => {
    // Channels of Node have untyped messages; this one is documented.
    const { request, response, server } = message as Arrival;
    if (this.options.isOwnServer(server)) this.follow(request, response);
  };

  private readonly follow = (request: ObservableRequest, response: ServerResponse): void => {
    if (request[OBSERVED]) return;
    this.observe(request);
    // A request that matches no route is not published by the framework.
    response.on('close', () => this.complete(request, response));
  };

  private observe(request: ObservableRequest): ObservedRequest {
    const known = request[OBSERVED];
    if (known) return known;
    const method = methodOf(request);
    // Read on arrival: a connection that is closed has no address, and a closed stream of HTTP/2 no connection.
    const { socket } = request;
    this.active.add(1, { 'http.request.method': method });
    const observed: ObservedRequest = {
      method,
      scheme: 'encrypted' in socket ? 'https' : 'http',
      address: socket.remoteAddress,
      startedAt: Date.now(),
      since: performance.now(),
      span: undefined,
      route: undefined,
      isComplete: false,
    };
    request[OBSERVED] = observed;
    return observed;
  }

  /** The request has been matched to its route. */
  private enter({ request, route, controller, handler }: RequestTrace): Context {
    const observed = this.observe(request);
    const name = `${observed.method} ${route}`;
    const attributes = { 'http.route': route, 'code.function.name': `${controller.name}.${handler}` };
    observed.route = route;
    const active = context.active();
    if (observed.span) {
      // A handler has passed the request on to the next route.
      observed.span.updateName(name).setAttributes(attributes);
    } else {
      observed.span = this.open(name, attributes, request, observed, active);
    }
    return trace.setSpan(active, observed.span);
  }

  /** Another instrumentation may have opened a span for the request, which is then the parent of this one. */
  private open(
    name: string,
    attributes: Attributes,
    request: IncomingMessage,
    observed: ObservedRequest,
    active: Context,
  ): Span {
    addRequestAttributes(attributes, request, observed);
    if (trace.getSpan(active))
      return this.options.tracer.startSpan(name, { kind: SpanKind.INTERNAL, attributes }, active);
    return this.options.tracer.startSpan(
      name,
      { kind: SpanKind.SERVER, attributes, startTime: observed.startedAt },
      propagation.extract(active, request.headers),
    );
  }

  private fail({ request, error }: RequestTrace): void {
    const observable: ObservableRequest = request;
    const span = observable[OBSERVED]?.span;
    // The status of the reply shows whether it is an error of the server.
    if (span) recordFailure(span, error, false);
  }

  private complete(request: ObservableRequest, response: ServerResponse): void {
    const observed = request[OBSERVED];
    if (!observed || observed.isComplete) return;
    observed.isComplete = true;
    const { method, route, since } = observed;
    const { statusCode: status, headersSent: isSent } = response;
    this.active.add(-1, { 'http.request.method': method });
    const measured: Attributes = { 'http.request.method': method };
    if (route !== undefined) measured['http.route'] = route;
    if (isSent) measured['http.response.status_code'] = status;
    if (isSent && status >= 500) measured['error.type'] = String(status);
    this.durations.record((performance.now() - since) / 1_000, measured);
    if (!observed.span && this.options.includesUnrouted) {
      observed.span = this.open(method, {}, request, observed, context.active());
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
function addRequestAttributes(
  attributes: Attributes,
  { url = '/', httpVersion, headers }: IncomingMessage,
  { method, scheme, address }: ObservedRequest,
): void {
  attributes['http.request.method'] = method;
  const query = url.indexOf('?');
  attributes['url.path'] = query < 0 ? url : url.slice(0, query);
  attributes['url.scheme'] = scheme;
  if (address !== undefined) attributes['client.address'] = address;
  attributes['network.protocol.version'] = httpVersion;
  if (headers['user-agent'] !== undefined) attributes['user_agent.original'] = headers['user-agent'];
}
