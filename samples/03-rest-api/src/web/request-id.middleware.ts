import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { NestMiddleware } from '@portico/common';

/** Assigns an id to each request, which its reply, its error and the log contain. */
export class RequestIdMiddleware implements NestMiddleware {
  use(_request: IncomingMessage, response: ServerResponse, next: () => void): void {
    response.setHeader('X-Request-Id', randomUUID());
    next();
  }
}
