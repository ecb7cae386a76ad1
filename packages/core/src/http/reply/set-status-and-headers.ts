import type { AbstractHttpAdapter } from '../abstract-http-adapter.js';
import type { ReplyHeader } from './reply-plan.js';

/** Sets status and headers of the decorators on the response. */
export function setStatusAndHeaders(
  adapter: AbstractHttpAdapter,
  response: unknown,
  status: number,
  headers: readonly ReplyHeader[],
): void {
  adapter.status(response, status);
  for (const [name, value] of headers) {
    adapter.setHeader(response, name, typeof value === 'function' ? value() : value);
  }
}
