import type { ServerResponse } from 'node:http';

interface EmptyReplier {
  rawResponse(response: unknown): ServerResponse;
  getHeader(response: unknown, name: string): unknown;
  setHeader(response: unknown, name: string, value: string): unknown;
  removeHeader(response: unknown, name: string): unknown;
  reply(response: unknown, body: unknown): unknown;
}

/**
 * Returns whether a response has a status with which no content may be sent. Node sends it with 205, which clients may
 * refuse. With 204 and 304 it reads a stream only to discard it, and with one that does not end the connection is blocked.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110.html#section-6.4.1
 */
export function hasNoContent(adapter: EmptyReplier, response: unknown): boolean {
  const { statusCode } = adapter.rawResponse(response);
  return statusCode === 204 || statusCode === 205 || statusCode === 304;
}

/** Returns whether a response has the status 304: its headers may be those of the content that it does not have. */
export function isNotModified(adapter: EmptyReplier, response: unknown): boolean {
  return adapter.rawResponse(response).statusCode === 304;
}

/** Sends a reply without content, whatever length was set for the content. */
export function sendWithoutContent(adapter: EmptyReplier, response: unknown): void {
  if (adapter.getHeader(response, 'content-length') !== undefined) {
    if (adapter.rawResponse(response).statusCode === 204) adapter.removeHeader(response, 'content-length');
    // Express would keep another length.
    else adapter.setHeader(response, 'content-length', '0');
  }
  adapter.reply(response, undefined);
}
