import { isObject } from '@portico/common/internal';
import { invalidStatus, isReplyStatus } from './reply-status.js';
import { type Sending, type StreamSender, sendStream } from './send-stream.js';

/** A `Response` of the web, as far as a reply is made of it. */
export interface WebResponse {
  readonly status: number;
  /** Where it was fetched from; empty for one that was made here. */
  readonly url: string;
  readonly headers: Iterable<readonly [name: string, value: string]>;
  readonly body: AsyncIterable<Uint8Array> | null;
}

interface WebResponseSender extends StreamSender {
  status(response: unknown, statusCode: number): unknown;
  appendHeader(response: unknown, name: string, value: string): unknown;
}

/** Headers about the encoding of the connection on which it was fetched: the body is decoded and framed anew. */
const OF_CONNECTION = new Set(['connection', 'content-encoding', 'content-length', 'keep-alive', 'transfer-encoding']);

/** Told by its tag, since the class itself is slow to load where nobody uses it. */
export function isWebResponse(value: unknown): value is WebResponse {
  return isObject(value) && value[Symbol.toStringTag] === 'Response';
}

/**
 * Sends a `Response` of the web, one that was made or one that was fetched. Its status and its headers go before those
 * of the route.
 *
 * @throws FrameworkError `PORTICO_INVALID_STATUS` for `Response.error()`
 */
export function sendWebResponse(
  adapter: WebResponseSender,
  response: unknown,
  reply: WebResponse,
  sending: Sending & { readonly handler: string },
): Promise<void> | undefined {
  const { status, headers, body, url } = reply;
  if (!isReplyStatus(status)) throw invalidStatus(status, 'The returned Response', sending.handler);
  const begin = (): void => {
    sending.begin();
    adapter.status(response, status);
    for (const [name, value] of headers) {
      if (name === 'set-cookie') adapter.appendHeader(response, name, value);
      else if (url === '' || !OF_CONNECTION.has(name)) adapter.setHeader(response, name, value);
    }
  };
  if (body) return sendStream(adapter, response, body, { ...sending, begin });
  begin();
  adapter.reply(response, undefined);
  return undefined;
}
