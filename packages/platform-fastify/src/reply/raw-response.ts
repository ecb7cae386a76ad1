import type { ServerResponse } from 'node:http';

/** Returns whether a reply is the response of Node: middleware and its failures use only that. */
export function isRawResponse(reply: object): reply is ServerResponse {
  const { raw }: { readonly raw?: unknown } = reply;
  return raw === undefined;
}

/** Sends a body on the response of Node: an object as JSON, anything else as text. */
export function sendRaw(response: ServerResponse, body: unknown, statusCode?: number): void {
  if (statusCode !== undefined) response.statusCode = statusCode;
  if (typeof body === 'object' && body !== null) {
    response.setHeader('content-type', 'application/json; charset=utf-8');
    response.end(JSON.stringify(body));
  } else {
    response.end(body === undefined || body === null ? undefined : String(body));
  }
}
