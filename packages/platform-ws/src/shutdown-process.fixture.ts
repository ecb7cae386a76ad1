import { runWorkProcess } from '@portico/conformance';
import { ExpressAdapter } from '@portico/platform-express';
import { FastifyAdapter } from '@portico/platform-fastify';
import { WsAdapter } from './index.js';

await runWorkProcess({
  httpAdapter: process.env.HTTP === 'fastify' ? new FastifyAdapter() : new ExpressAdapter(),
  createAdapter: (app) => new WsAdapter(app),
});
