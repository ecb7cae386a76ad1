import type { ConnectMiddleware } from '@portico/core/adapters';
import type { Handler } from './hono-handler.js';

/** Runs Connect middleware with the request and response of Node. */
export function connect(middleware: ConnectMiddleware): Handler {
  return (request, reply, next) => {
    reply.bringHeaders();
    return middleware(request, reply.raw, next);
  };
}
