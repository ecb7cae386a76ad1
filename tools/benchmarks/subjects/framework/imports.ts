import { report } from '../protocol.js';

const start = performance.now();
await import('@nestjs/common');
await import('@nestjs/core');
await import('@nestjs/platform-fastify');
report(0, performance.now() - start);
