import type { IncomingMessage } from 'node:http';
import { Logger } from '@portico/common';
import type { ServerOptions } from 'socket.io';

type AllowRequest = NonNullable<ServerOptions['allowRequest']>;

const logger = new Logger('WebSockets');

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
    const refuse = (error: unknown): void => {
      logger.error('allowRequest() failed', error instanceof Error ? error.stack : String(error));
      decide('Internal server error', false);
    };
    try {
      const running = allowRequest(request, decide) as unknown;
      if (running instanceof Promise) running.catch(refuse);
    } catch (error) {
      refuse(error);
    }
  };
}
