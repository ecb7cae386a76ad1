import type { AddressInfo } from 'node:net';
import { context, propagation, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { fastify } from 'fastify';
import { report } from '../protocol.js';
import { startSdk } from '../start-sdk.js';

/** The span of each request that an application without a framework would write, with the attributes of the conventions. */
startSdk();
const tracer = trace.getTracer('by hand');
const app = fastify();
app.decorateRequest('span');
app.addHook('onRequest', (request, _reply, done) => {
  const { raw, method, url, routeOptions } = request;
  const attributes = {
    'http.request.method': method,
    'url.path': url.split('?', 1)[0],
    'url.scheme': 'http',
    'network.protocol.version': raw.httpVersion,
    'client.address': request.ip,
    'http.route': routeOptions.url,
    'code.function.name': 'CatsController.findOne',
  };
  const parent = propagation.extract(context.active(), raw.headers);
  const span = tracer.startSpan(`${method} ${routeOptions.url}`, { kind: SpanKind.SERVER, attributes }, parent);
  request.setDecorator('span', span);
  context.with(trace.setSpan(parent, span), done);
});
app.addHook('onResponse', (request, reply, done) => {
  const span = request.getDecorator<Span>('span');
  span.setAttribute('http.response.status_code', reply.statusCode);
  if (reply.statusCode >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end();
  done();
});
app.get<{ Params: { id: string } }>('/cats/:id', (request, reply) => {
  reply.send({ id: request.params.id, name: 'Tom', kind: 'cat', lives: 9 });
});
await app.listen({ port: 0, host: '127.0.0.1' });
report((app.server.address() as AddressInfo).port);
