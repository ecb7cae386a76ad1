import { tracingChannel } from 'node:diagnostics_channel';
import {
  type Context,
  context,
  type Histogram,
  type Meter,
  propagation,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import type { GatewayClient, MessageTrace } from '@portico/websockets';
import { ContextStorage } from './context-storage.js';
import { MessageNames } from './message-names.js';
import { recordFailure } from './record-failure.js';
import { IGNORED } from './subscribers.js';

/** Stored on the message itself, because a map of short-lived messages costs the garbage collector time. */
const OBSERVED: unique symbol = Symbol('portico.opentelemetry.message');

/** A message whose handler has been called. */
interface ObservedMessage extends MessageTrace {
  [OBSERVED]?: {
    readonly span: Span;
    /** `performance.now()` when its handler was called. */
    readonly since: number;
  };
}

/**
 * A span for each message of a gateway, named after its path and event; its parent is the request that opened the
 * connection.
 */
export class MessageSpans {
  private readonly names = new MessageNames();
  private readonly connections = new WeakMap<GatewayClient, Context>();
  private readonly channel = tracingChannel<Context, MessageTrace>('portico:ws:message');
  private readonly storage = new ContextStorage();
  private readonly durations: Histogram;
  private readonly subscribers = {
    ...IGNORED,
    asyncEnd: (message: MessageTrace) => this.complete(message),
    error: (message: MessageTrace) => this.fail(message),
  };

  constructor(
    private readonly tracer: Tracer,
    meter: Meter,
  ) {
    this.durations = meter.createHistogram('portico.ws.message.duration', {
      description: 'From the call of the handler to the end of its result.',
      unit: 's',
      advice: { explicitBucketBoundaries: [0.0005, 0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] },
    });
  }

  start(): void {
    this.channel.start.bindStore(this.storage, (message) => this.open(message));
    this.channel.subscribe(this.subscribers);
  }

  stop(): void {
    this.channel.start.unbindStore(this.storage);
    this.channel.unsubscribe(this.subscribers);
  }

  private open(message: ObservedMessage): Context {
    const { name, attributes } = this.names.of(message);
    const span = this.tracer.startSpan(name, { kind: SpanKind.SERVER, attributes }, this.parentOf(message));
    message[OBSERVED] = { span, since: performance.now() };
    return trace.setSpan(context.active(), span);
  }

  private fail(message: ObservedMessage): void {
    const observed = message[OBSERVED];
    if (observed) recordFailure(observed.span, message.error, !isForClient(message.error));
  }

  private complete(message: ObservedMessage): void {
    const observed = message[OBSERVED];
    if (!observed) return;
    const { span, since } = observed;
    const { outcome = 'completed' } = message;
    this.durations.record((performance.now() - since) / 1_000, this.names.of(message).measured(outcome));
    span.setAttribute('portico.ws.outcome', outcome);
    span.end();
  }

  /** The span in which the message was sent, or the connection was opened, and not the active one. */
  private parentOf({ client, traceparent }: MessageTrace): Context {
    if (traceparent !== undefined) return propagation.extract(ROOT_CONTEXT, { traceparent });
    const known = this.connections.get(client);
    if (known) return known;
    const opened = propagation.extract(ROOT_CONTEXT, client.handshake.headers);
    this.connections.set(client, opened);
    return opened;
  }
}

/**
 * Whether it is a `WsException` of any copy of the package: an expected failure, whose message is sent to the client.
 */
function isForClient(error: unknown): boolean {
  try {
    // Any thrown value: only the property is read.
    return typeof (error as { getError?: unknown } | null | undefined)?.getError === 'function';
  } catch {
    return false;
  }
}
