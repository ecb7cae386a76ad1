import type { ServerResponse } from 'node:http';

/** The members of an adapter that ending a request needs. */
interface RequestEnder {
  isHeadersSent(response: unknown): boolean;
  takeOver(response: unknown): Pick<ServerResponse, 'destroy'>;
  rawResponse(response: unknown): Pick<ServerResponse, 'destroy'>;
  reply(response: unknown, body: unknown, statusCode?: number): unknown;
}

/**
 * Ends a request as a last resort, after all filters have failed, so that the client does not wait. Sends 500, or
 * closes the connection if a reply has begun or cannot be sent.
 */
export function endRequest(adapter: RequestEnder, response: unknown): void {
  try {
    if (adapter.isHeadersSent(response)) adapter.takeOver(response).destroy();
    else adapter.reply(response, { statusCode: 500, message: 'Internal server error' }, 500);
  } catch {
    // Taking over may fail for the same reason as the reply.
    adapter.rawResponse(response).destroy();
  }
}
