import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { AbstractHttpAdapter } from '@portico/core';
import type { Failure } from '../protocol.js';
import { EventStream } from './event-stream.js';
import { readBody } from './read-body.js';

/** The members that requests of all HTTP adapters have. */
export interface PlatformRequest {
  readonly params?: Readonly<Record<string, string | undefined>>;
  /** The parsed body, if the platform has a parser for the content type. */
  readonly body?: unknown;
}

export type HttpAdapter = AbstractHttpAdapter<unknown, PlatformRequest, object>;

/** Headers that prevent caching, and embedding in pages of other sites. */
const HEADERS: readonly (readonly [name: string, value: string])[] = [
  ['Cache-Control', 'no-store'],
  ['X-Content-Type-Options', 'nosniff'],
  ['Referrer-Policy', 'no-referrer'],
  ['Cross-Origin-Resource-Policy', 'same-origin'],
  ['X-Frame-Options', 'DENY'],
];

/** One request and its reply, with the same members on every HTTP platform. */
export class Exchange {
  readonly raw: IncomingMessage;
  /** Rejects when the client may no longer use devtools; set when its access has been checked. */
  checkAgain: () => Promise<void> = async () => undefined;

  constructor(
    readonly adapter: HttpAdapter,
    readonly request: PlatformRequest,
    readonly response: object,
  ) {
    this.raw = adapter.rawRequest(request);
  }

  get headers(): IncomingHttpHeaders {
    return this.raw.headers;
  }

  get method(): string {
    return this.adapter.getRequestMethod(this.request);
  }

  /** Returns a decoded parameter of the path. */
  param(name: string): string {
    return this.request.params?.[name] ?? '';
  }

  query(): URLSearchParams {
    const url = this.adapter.getRequestUrl(this.request);
    const start = url.indexOf('?');
    return new URLSearchParams(start < 0 ? '' : url.slice(start));
  }

  /** @throws RequestFailure 400, 413 */
  body(): Promise<unknown> {
    return readBody(this.request.body, this.raw);
  }

  json(status: number, body: object): void {
    this.send(status, 'application/json; charset=utf-8', JSON.stringify(body));
  }

  fail(status: number, message: string): void {
    this.json(status, { status, message } satisfies Failure);
  }

  empty(status: number): void {
    this.setHeaders();
    this.adapter.reply(this.response, undefined, status);
  }

  html(text: string, contentSecurityPolicy: string): void {
    this.adapter.setHeader(this.response, 'Content-Security-Policy', contentSecurityPolicy);
    this.send(200, 'text/html; charset=utf-8', text);
  }

  /** Starts an event stream. */
  events(): EventStream {
    this.setHeaders();
    this.adapter.status(this.response, 200);
    return new EventStream(this.adapter.takeOver(this.response), this.raw, this.checkAgain);
  }

  private send(status: number, type: string, text: string): void {
    this.setHeaders();
    this.adapter.setHeader(this.response, 'Content-Type', type);
    this.adapter.reply(this.response, text, status);
  }

  private setHeaders(): void {
    for (const [name, value] of HEADERS) this.adapter.setHeader(this.response, name, value);
  }
}
