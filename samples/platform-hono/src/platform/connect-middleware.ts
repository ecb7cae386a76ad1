import type { ConnectMiddleware } from '@portico/core';
import type { Handler } from './hono-handler.js';

/** Runs middleware on Node's own request and response, as all of it was written for. */
export function connect(middleware: ConnectMiddleware): Handler {
  return (request, reply, next) => {
    reply.bringHeaders();
    return middleware(request, reply.raw, next);
  };
}
