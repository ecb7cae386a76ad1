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
import type { MessageTrace } from '@portico/websockets';
import { ContextStorage } from './context-storage.js';
import { placeOf } from './place-of.js';
import { recordFailure } from './record-failure.js';
import { IGNORED } from './subscribers.js';

/** A message whose handler has been called. */
interface ObservedMessage {
  readonly span: Span;
  /** `performance.now()` when its handler was called. */
  readonly since: number;
}

/** A span for each message of a gateway, named by its path and event, below the request that opened the connection. */
export class MessageSpans {
  private readonly messages = new WeakMap<MessageTrace, ObservedMessage>();
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

  private open(message: MessageTrace): Context {
    const { event, gateway, handler } = message;
    const span = this.tracer.startSpan(
      `WS ${placeOf(message)} ${event}`,
      {
        kind: SpanKind.SERVER,
        attributes: { ...attributesOf(message), 'code.function.name': `${gateway.name}.${handler}` },
      },
      parentOf(message),
    );
    this.messages.set(message, { span, since: performance.now() });
    return trace.setSpan(context.active(), span);
  }

  private fail(message: MessageTrace): void {
    const observed = this.messages.get(message);
    if (observed) recordFailure(observed.span, message.error, !isForClient(message.error));
  }

  private complete(message: MessageTrace): void {
    const observed = this.messages.get(message);
    if (!observed) return;
    const { span, since } = observed;
    const { outcome = 'answered' } = message;
    this.durations.record((performance.now() - since) / 1_000, {
      ...attributesOf(message),
      'portico.ws.outcome': outcome,
    });
    span.setAttribute('portico.ws.outcome', outcome);
    span.end();
  }
}

function attributesOf(message: MessageTrace): Record<string, string> {
  return { 'portico.ws.path': placeOf(message), 'portico.ws.event': message.event };
}

/** The span in which the message was sent, or the connection was opened; not what happens to be active here. */
function parentOf({ client, traceparent }: MessageTrace): Context {
  return propagation.extract(ROOT_CONTEXT, traceparent === undefined ? client.handshake.headers : { traceparent });
}

/** Whether it is a `WsException`, of whichever copy of the package: an expected failure, which the client is told. */
function isForClient(error: unknown): boolean {
  return typeof (error as { getError?: unknown } | undefined)?.getError === 'function';
}
