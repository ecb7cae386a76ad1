import type { ServerResponse } from 'node:http';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { encodeBody } from './encode-body.js';
import type { HonoContext } from './hono-app.js';

/** Gives Hono the answer of a handler; nothing, when another handler gave one. */
export type Answer = (response: Response | undefined) => void;

/**
 * What handlers get as response. Status and headers stand on Node's own response until the end, where Connect
 * middleware looks for them; the end makes a `Response` of them and gives it to Hono, whose middleware may change it.
 */
export class HonoReply {
  private answer: Answer | undefined;
  private given: Response | undefined;

  constructor(
    /** Node's own response. */
    readonly raw: ServerResponse,
    private readonly context: HonoContext,
  ) {
    // Somebody has written to Node's response, or the client has gone: Hono need not wait.
    raw.once('close', () => this.give(RESPONSE_ALREADY_SENT));
  }

  /** Whether there is an answer, be it on its way. */
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

  /** Ends the reply: objects as JSON, bytes as they are, `null` and `undefined` as nothing, the rest as text. */
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
    this.status(status).header('location', encodeUrl(url)).end();
  }

  /** Ends the reply with bytes or a text, or with nothing. */
  end(rest?: Uint8Array | string): void {
    const { raw, given } = this;
    if (given && given !== RESPONSE_ALREADY_SENT) return;
    if (given || raw.headersSent || !isWebStatus(raw.statusCode)) {
      this.takeOver().end(rest);
      return;
    }
    this.bringHeaders();
    const headers = takeHeaders(raw);
    this.give(new Response(rest?.length ? rest : null, { status: raw.statusCode, headers }));
  }

  /** Node's own response, for writing: Hono sends nothing any more. */
  takeOver(): ServerResponse {
    this.bringHeaders();
    this.give(RESPONSE_ALREADY_SENT);
    return this.raw;
  }

  /** Moves to Node's response what middleware of Hono has set. */
  bringHeaders(): void {
    if (this.given || this.raw.headersSent) return;
    const { headers } = this.context.res;
    for (const [name, value] of [...headers]) {
      if (name === 'set-cookie') this.raw.appendHeader(name, value);
      else this.raw.setHeader(name, value);
      headers.delete(name);
    }
  }

  /** Whom the next end is for: the handler that Hono waits for now. */
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

/** What `Response` takes. */
function isWebStatus(status: number): boolean {
  return status >= 200 && status <= 599;
}

function hasNoBody(status: number): boolean {
  return status === 204 || status === 205 || status === 304;
}

/** Hono's server puts the headers of the `Response` back; what stood twice would be sent twice. */
function takeHeaders(raw: ServerResponse): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(raw.getHeaders())) {
    for (const each of [value].flat()) headers.append(name, String(each));
    raw.removeHeader(name);
  }
  return headers;
}

/** What a header can't carry is percent-encoded; what is encoded already stays. */
function encodeUrl(url: string): string {
  return url.replace(/[^\x21-\x7e]|["<>\\^`{|}]/gu, (character) => encodeURIComponent(character));
}
