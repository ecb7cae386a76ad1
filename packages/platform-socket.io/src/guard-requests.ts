import type { IncomingMessage } from 'node:http';
import { onlyFirst, runGuarded } from '@portico/websockets';
import type { ServerOptions } from 'socket.io';

type AllowRequest = NonNullable<ServerOptions['allowRequest']>;

/**
 * Lets an `allowRequest` of the application fail for one client alone: what it throws would reach
 * the HTTP server's listener, and end the process.
 */
export function guardRequests<T extends Partial<ServerOptions>>(options: T): T {
  const { allowRequest } = options;
  return allowRequest ? { ...options, allowRequest: guarded(allowRequest) } : options;
}

function guarded(allowRequest: AllowRequest): AllowRequest {
  return (request: IncomingMessage, tell) => {
    const decide = onlyFirst(tell);
    runGuarded(
      'allowRequest()',
      () => allowRequest(request, decide),
      () => decide('Internal server error', false),
    );
  };
}
