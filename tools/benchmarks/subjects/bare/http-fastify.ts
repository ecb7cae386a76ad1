import type { AddressInfo } from 'node:net';
import { fastify } from 'fastify';
import { cats } from '../cats.js';
import { report } from '../protocol.js';

const app = fastify();
app.get<{ Params: { id: string } }>('/cats/:id', (request, reply) => {
  reply.send({ id: request.params.id, name: 'Tom', kind: 'cat', lives: 9 });
});
app.get('/cats', (_request, reply) => {
  reply.send(cats);
});
app.post('/cats', (request, reply) => {
  reply.code(201).send(request.body);
});
app.get<{ Params: { id: string } }>('/enhanced/:id', (request, reply) => {
  if (request.headers['x-denied'] !== undefined) {
    reply.code(403).send({ statusCode: 403, message: 'Forbidden resource', error: 'Forbidden' });
    return;
  }
  const id = Number(request.params.id);
  if (!Number.isInteger(id)) {
    reply.code(400).send({ statusCode: 400, message: 'numeric string is expected', error: 'Bad Request' });
    return;
  }
  reply.send({ data: { id, name: 'Tom', kind: 'cat', lives: 9 } });
});
app.get<{ Params: { id: string } }>('/scoped/:id', (request, reply) => {
  reply.send({ id: request.params.id, name: 'tom' });
});
await app.listen({ port: 0, host: '127.0.0.1' });
report((app.server.address() as AddressInfo).port);
