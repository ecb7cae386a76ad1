import { report } from '../protocol.js';

const start = performance.now();
await import('fastify');
report(0, performance.now() - start);
