import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { NestMiddleware } from '@portico/common';

/** Gives every request a name, which its answer, its problem and the log can be found by. */
export class RequestIdMiddleware implements NestMiddleware {
  use(_request: IncomingMessage, response: ServerResponse, next: () => void): void {
    response.setHeader('X-Request-Id', randomUUID());
    next();
  }
}
