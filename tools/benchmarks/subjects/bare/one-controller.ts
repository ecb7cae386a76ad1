import type { AddressInfo } from 'node:net';
import { fastify } from 'fastify';
import { report } from '../protocol.js';

const app = fastify();
app.get('/cats', (_request, reply) => {
  reply.send({ name: 'Tom' });
});
await app.listen({ port: 0, host: '127.0.0.1' });
report((app.server.address() as AddressInfo).port, performance.now());
