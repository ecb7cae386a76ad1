import { encodeLocation } from '@portico/core/adapters';
import { encodeBody } from './encode-body.js';

/** What replies are sent through: a response of Bun, or one of Node for additional servers. */
export interface ReplyTarget {
  statusCode: number;
  readonly headersSent: boolean;
  readonly writableEnded: boolean;
  getHeader(name: string): unknown;
  setHeader(name: string, value: number | string | readonly string[]): unknown;
  end(content?: string | Uint8Array): unknown;
}

/** Sends a body: objects as JSON, bytes unchanged, `null` and `undefined` as an empty body, everything else as text. */
export function send(response: ReplyTarget, body: unknown): void {
  if (response.headersSent || response.writableEnded) return;
  const { type, content } = encodeBody(body, response.getHeader('content-type'));
  if (type !== undefined) response.setHeader('content-type', type);
  if (response.statusCode === 204 || response.statusCode === 304) {
    response.end();
    return;
  }
  response.setHeader('content-length', Buffer.byteLength(content));
  response.end(content);
}

export function redirectTo(response: ReplyTarget, status: number, url: string): void {
  response.statusCode = status;
  response.setHeader('location', encodeLocation(url));
  response.end();
}
