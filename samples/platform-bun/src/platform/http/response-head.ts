import { type OutgoingHttpHeaders, validateHeaderName, validateHeaderValue } from 'node:http';
import { Writable } from 'node:stream';

export type HeaderValue = number | string | readonly string[];

/** Status and headers of a response, with the methods of Node's responses. */
export abstract class ResponseHead extends Writable {
  statusCode = 200;
  statusMessage = '';
  headersSent = false;
  sendDate = true;
  private readonly fields = new Map<string, readonly [name: string, value: HeaderValue]>();

  /** @throws the errors of Node for invalid names and values, and after the head was sent */
  setHeader(name: string, value: HeaderValue): this {
    if (this.headersSent) throw headersSentError('set');
    validateHeaderName(name);
    for (const each of [value].flat()) validateHeaderValue(name, String(each));
    this.fields.set(name.toLowerCase(), [name, value]);
    return this;
  }

  setHeaders(headers: Iterable<[string, HeaderValue]>): this {
    for (const [name, value] of headers) this.setHeader(name, value);
    return this;
  }

  appendHeader(name: string, value: string | readonly string[]): this {
    const known = this.getHeader(name);
    return this.setHeader(name, known === undefined ? value : [known, value].flat().map(String));
  }

  getHeader(name: string): HeaderValue | undefined {
    return this.fields.get(name.toLowerCase())?.[1];
  }

  getHeaders(): OutgoingHttpHeaders {
    const headers: OutgoingHttpHeaders = Object.create(null);
    // The types of Node do not allow lists that are read-only.
    for (const [name, [, value]] of this.fields) headers[name] = value as string;
    return headers;
  }

  getHeaderNames(): string[] {
    return [...this.fields.keys()];
  }

  hasHeader(name: string): boolean {
    return this.fields.has(name.toLowerCase());
  }

  removeHeader(name: string): void {
    if (this.headersSent) throw headersSentError('remove');
    this.fields.delete(name.toLowerCase());
  }

  writeHead(status: number, ...more: (string | OutgoingHttpHeaders | undefined)[]): this {
    if (this.headersSent) throw headersSentError('write');
    this.statusCode = status;
    for (const each of more) {
      if (typeof each === 'string') this.statusMessage = each;
      else for (const [name, value] of Object.entries(each ?? {})) if (value !== undefined) this.setHeader(name, value);
    }
    return this;
  }

  /** The status and headers for a `Response`. */
  protected toInit(): { readonly status: number; readonly statusText: string; readonly headers: Headers } {
    const headers = new Headers();
    for (const [name, value] of this.fields.values()) {
      if (typeof value === 'object') for (const each of value) headers.append(name, each);
      else headers.set(name, String(value));
    }
    return { status: this.statusCode, statusText: this.statusMessage, headers };
  }
}

function headersSentError(verb: string): Error {
  const message = `Cannot ${verb} headers after they are sent to the client`;
  return Object.assign(new Error(message), { code: 'ERR_HTTP_HEADERS_SENT' });
}
