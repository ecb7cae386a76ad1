import type { ServerResponse } from 'node:http';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { encodeLocation } from '@portico/core/adapters';
import { encodeBody } from './encode-body.js';
import type { HonoContext } from './hono-app.js';

/** Passes the response of a handler to Hono, or nothing if another handler has replied. */
export type Answer = (response: Response | undefined) => void;

/**
 * The response that handlers receive. Status and headers are stored on the response of Node, where Connect middleware reads
 * them. At the end, they become a `Response` for Hono, whose middleware may change it.
 */
export class HonoReply {
  private answer: Answer | undefined;
  private given: Response | undefined;

  constructor(
    /** The response of Node. */
    readonly raw: ServerResponse,
    private readonly context: HonoContext,
  ) {
    // The response of Node was written directly, or the client has disconnected: Hono must not wait.
    raw.once('close', () => this.give(RESPONSE_ALREADY_SENT));
  }

  /** Whether the reply was sent, or is being sent. */
  get sent(): boolean {
    return this.raw.headersSent || (this.given !== undefined && this.given !== RESPONSE_ALREADY_SENT);
  }

  status(code: number): this {
    this.raw.statusCode = code;
    return this;
  }

  header(name: string, value: string | readonly string[]): this {
    this.raw.setHeader(name, value);
    return this;
  }

  /** Ends the reply: objects as JSON, bytes unchanged, `null` and `undefined` without a body, other values as text. */
  send(body?: unknown): void {
    if (this.sent) return;
    const { raw } = this;
    const { type, bytes } = encodeBody(body, raw.getHeader('content-type'));
    if (type !== undefined) raw.setHeader('content-type', type);
    if (hasNoBody(raw.statusCode)) {
      this.end();
      return;
    }
    raw.setHeader('content-length', bytes.length);
    this.end(bytes);
  }

  redirect(url: string, status = 302): void {
    this.status(status).header('location', encodeLocation(url)).end();
  }

  /** Ends the reply with bytes, with text, or without a body. */
  end(rest?: Uint8Array | string): void {
    const { raw, given } = this;
    if (given && given !== RESPONSE_ALREADY_SENT) return;
    if (given || raw.headersSent || !isWebStatus(raw.statusCode)) {
      this.takeOver().end(rest);
      return;
    }
    this.bringHeaders();
    const headers = takeHeaders(raw);
    // A Response has no trailers, and Node refuses to announce any in a response of known length.
    headers.delete('trailer');
    this.give(new Response(rest?.length ? rest : null, { status: raw.statusCode, headers }));
  }

  /** Returns the response of Node for writing. Hono sends nothing then. */
  takeOver(): ServerResponse {
    this.bringHeaders();
    this.give(RESPONSE_ALREADY_SENT);
    return this.raw;
  }

  /** Moves headers that middleware of Hono has set to the response of Node. */
  bringHeaders(): void {
    if (this.given || this.raw.headersSent) return;
    const { headers } = this.context.res;
    for (const [name, value] of [...headers]) {
      if (name === 'set-cookie') this.raw.appendHeader(name, value);
      else this.raw.setHeader(name, value);
      headers.delete(name);
    }
  }

  /** Sets the handler for which Hono waits, which receives the next response. */
  answerTo(answer: Answer): void {
    this.answer = answer;
    if (this.given) answer(this.given);
  }

  private give(response: Response): void {
    if (this.given) return;
    this.given = response;
    this.answer?.(response);
  }
}

/** Whether `Response` accepts a status. */
function isWebStatus(status: number): boolean {
  return status >= 200 && status <= 599;
}

function hasNoBody(status: number): boolean {
  return status === 204 || status === 205 || status === 304;
}

/** Removes the headers from the response of Node, because Hono's server copies those of the `Response` back, and would repeat them. */
function takeHeaders(raw: ServerResponse): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(raw.getHeaders())) {
    for (const each of [value].flat()) headers.append(name, String(each));
    raw.removeHeader(name);
  }
  return headers;
}
