import type { WebResponse } from '../../pipeline/result-kinds.js';
import { invalidStatus, isReplyStatus } from './reply-status.js';
import { type Sending, type StreamSender, sendStream } from './send-stream.js';

interface WebResponseSender extends StreamSender {
  status(response: unknown, statusCode: number): unknown;
  appendHeader(response: unknown, name: string, value: string): unknown;
}

/**
 * Headers of a fetched response that are about its connection, or about the encoding of its body, which has been decoded
 * and is encoded again. `Connection` can name more of them.
 */
const OF_CONNECTION = [
  'connection',
  'content-encoding',
  'content-length',
  'http2-settings',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];

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
    const omitted = url === '' ? undefined : connectionHeaders(headers);
    for (const [name, value] of headers) {
      if (omitted?.has(name)) continue;
      if (name === 'set-cookie') adapter.appendHeader(response, name, value);
      else adapter.setHeader(response, name, value);
    }
  };
  if (body) return sendStream(adapter, response, body, { ...sending, begin });
  begin();
  adapter.reply(response, undefined);
  return undefined;
}

function connectionHeaders(headers: WebResponse['headers']): ReadonlySet<string> {
  const names = new Set(OF_CONNECTION);
  for (const [name, value] of headers) {
    if (name === 'connection') for (const each of value.split(',')) names.add(each.trim().toLowerCase());
  }
  return names;
}
