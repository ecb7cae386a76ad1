import { isObject } from '@portico/common/internal';
import { invalidStatus, isReplyStatus } from './reply-status.js';
import { type Sending, type StreamSender, sendStream } from './send-stream.js';

/** The members of a web `Response` that a reply needs. */
export interface WebResponse {
  readonly status: number;
  /** The URL of a fetched response; empty for one that the application has created. */
  readonly url: string;
  readonly headers: Iterable<readonly [name: string, value: string]>;
  readonly body: AsyncIterable<Uint8Array> | null;
}

interface WebResponseSender extends StreamSender {
  status(response: unknown, statusCode: number): unknown;
  appendHeader(response: unknown, name: string, value: string): unknown;
}

/** Headers about the encoding of a fetched response, whose body has been decoded and is encoded again. */
const OF_CONNECTION = new Set(['connection', 'content-encoding', 'content-length', 'keep-alive', 'transfer-encoding']);

/**
 * Returns whether a value is a `Response`. Recognized by its tag, because loading the class is slow if the application
 * does not use it.
 */
export function isWebResponse(value: unknown): value is WebResponse {
  return isObject(value) && value[Symbol.toStringTag] === 'Response';
}

/**
 * Sends a web `Response`, created or fetched. Its status and headers override those of the route.
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
