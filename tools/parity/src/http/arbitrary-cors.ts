import fc from 'fast-check';
import type { CorsCase, HttpRequest } from './case.js';
import { of, sparse } from './sparse.js';

/** Settings of cross-origin resource sharing, and the preflight requests of browsers. */

export const cors = sparse<CorsCase>(
  { by: of<CorsCase['by']>('last', 'first', 'create') },
  {
    origin: [70, of('one', 'all', 'list', 'pattern', 'reflect', 'none', 'decides', 'decidesLate', 'refuses', 'fails')],
    credentials: [25, fc.constant(true)],
    methods: [25, of<string | string[]>('GET,POST', ['GET', 'PUT'])],
    allowedHeaders: [20, of<string | string[]>('x-a', ['x-a', 'x-b'])],
    exposedHeaders: [20, of<string | string[]>('x-c', ['x-c', 'x-d'])],
    maxAge: [20, of(600, 0)],
    preflightContinue: [15, fc.constant(true)],
    optionsSuccessStatus: [15, of(200)],
    delegated: [20, fc.constant(true)],
  },
);

export const preflight = sparse<NonNullable<HttpRequest['preflight']>>(
  { method: of('GET', 'POST', 'DELETE', 'X-ODD') },
  { headers: [60, of('x-a', 'x-a,content-type')] },
);
