import type { IncomingMessage } from 'node:http';
import type { ServerOptions } from 'socket.io';
import { runGuarded } from './run-guarded.js';

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
    let decided = false;
    // Once only: engine.io would answer a request again, and end the process over its headers.
    const decide: typeof tell = (error, allowed) => {
      if (decided) return;
      decided = true;
      tell(error, allowed);
    };
    runGuarded(
      'allowRequest()',
      () => allowRequest(request, decide),
      () => decide('Internal server error', false),
    );
  };
}
