import { fastify } from 'fastify';
import { report } from '../protocol.js';
import { quiet } from '../quiet.js';

const count = Number(process.argv[2]);
await quiet();
const start = performance.now();
const app = fastify();
for (let index = 0; index < count; index++) {
  app.get(`/things-${index}`, (_request, reply) => {
    reply.send({ index });
  });
}
await app.ready();
report(0, performance.now() - start);
