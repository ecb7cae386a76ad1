import type { ServerResponse } from 'node:http';

/** The members of an adapter that abandoning a reply needs. */
interface ReplyEnder {
  end(response: unknown): unknown;
  /** Adapters with only the documented methods do not have it. */
  rawResponse?(response: unknown): Pick<ServerResponse, 'headersSent' | 'writableEnded' | 'destroy'>;
}

/**
 * Handles a failure after the beginning of a reply. A complete reply is sent unchanged. An incomplete one would look complete
 * if it ended normally, so the connection is closed.
 */
export function abandonReply(adapter: ReplyEnder, response: unknown): void {
  const raw = adapter.rawResponse?.(response);
  // If Node has not received it yet, the platform sends it later.
  if (!raw?.headersSent) adapter.end(response);
  else if (!raw.writableEnded) raw.destroy();
}
