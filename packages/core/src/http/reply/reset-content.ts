import type { ServerResponse } from 'node:http';

interface EmptyReplier {
  rawResponse(response: unknown): ServerResponse;
  getHeader(response: unknown, name: string): unknown;
  setHeader(response: unknown, name: string, value: string): unknown;
  reply(response: unknown, body: unknown): unknown;
}

/**
 * Returns whether a response has the status 205, with which no content may be sent. Node would send it, and clients
 * may refuse it.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110.html#section-15.3.6
 */
export function isResetContent(adapter: EmptyReplier, response: unknown): boolean {
  return adapter.rawResponse(response).statusCode === 205;
}

/** Sends a reply without content, whatever length was set for the content. */
export function sendWithoutContent(adapter: EmptyReplier, response: unknown): void {
  // Express would keep another length.
  if (adapter.getHeader(response, 'content-length') !== undefined) adapter.setHeader(response, 'content-length', '0');
  adapter.reply(response, undefined);
}
