import type { ServerResponse } from 'node:http';

/** What ending a request for good asks of an adapter. */
interface LastReplier {
  isHeadersSent(response: unknown): boolean;
  takeOver(response: unknown): Pick<ServerResponse, 'destroy'>;
  reply(response: unknown, body: unknown, statusCode?: number): unknown;
}

/**
 * The last resort: nobody can answer any more, so the client must at least not wait. Gives 500, or the end of the
 * connection when a reply has begun or none can be given.
 */
export function hangUp(adapter: LastReplier, response: unknown): void {
  try {
    if (adapter.isHeadersSent(response)) adapter.takeOver(response).destroy();
    else adapter.reply(response, { statusCode: 500, message: 'Internal server error' }, 500);
  } catch {
    adapter.takeOver(response).destroy();
  }
}
