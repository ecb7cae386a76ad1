import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { context, propagation, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { type WebSocket, WebSocketServer } from 'ws';
import { report } from '../protocol.js';
import { startSdk } from '../start-sdk.js';

/** The span of each message that an application without a framework would write. */
startSdk();
const tracer = trace.getTracer('by hand');
const server = createServer();
new WebSocketServer({ server }).on('connection', (client: WebSocket, request: IncomingMessage) => {
  const parent = propagation.extract(ROOT_CONTEXT, request.headers);
  client.on('message', (buffer: Buffer) => {
    const { event, data } = JSON.parse(buffer.toString()) as { event: string; data: object };
    const attributes = { 'ws.path': '/', 'ws.event': event, 'code.function.name': 'EchoGateway.echo' };
    const span = tracer.startSpan(`WS / ${event}`, { kind: SpanKind.SERVER, attributes }, parent);
    context.with(trace.setSpan(parent, span), () => {
      try {
        client.send(JSON.stringify({ event, data }));
        span.setAttribute('ws.outcome', 'completed');
      } catch (error) {
        span.recordException(error as Error);
        span.setStatus({ code: SpanStatusCode.ERROR });
      } finally {
        span.end();
      }
    });
  });
});
server.listen(0, '127.0.0.1', () => report((server.address() as AddressInfo).port));
