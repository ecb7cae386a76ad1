import type { HandshakeRefusal } from '../contracts/adapter/handshake.js';
import { refusalOfException } from './refusal-of-exception.js';
import { FAILED_CHECK, FORBIDDEN } from './refusals.js';

type HeaderValue = string | number | readonly string[];

/** Guards cannot set these headers, because they belong to the connection. */
const CONNECTION_HEADERS: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'transfer-encoding',
  'upgrade',
]);

/**
 * The response of a handshake for guards and filters that are written for HTTP. The status, headers and body that they set are sent if
 * the client is refused. A guard that sends the response refuses the client.
 */
export class HandshakeResponse {
  /** May be set by a guard or a filter. Read when the client is refused. */
  statusCode: number | undefined;
  /** Whether a guard or a filter has sent the response. Later changes have no effect. */
  writableEnded = false;
  /** Called when the response is sent. */
  onEnd: (() => void) | undefined;
  /** The last error that the guards or their filters threw. */
  private failure: { readonly error: unknown } | undefined;
  private body: string | undefined;
  private ownHeaders: Map<string, readonly [name: string, value: string | readonly string[]]> | undefined;
  private ownLocals: Record<string, unknown> | undefined;

  /** The refusal of the client. Values that were set on this response take precedence over those of the exception. */
  get refusal(): HandshakeRefusal {
    const { statusCode, body } = this;
    const failure = this.failure ? refusalOfException(this.failure.error) : this.withoutFailure;
    return {
      status: statusCode !== undefined && statusCode >= 300 && statusCode <= 599 ? statusCode : failure.status,
      message: body ?? failure.message,
      headers: { ...failure.headers, ...Object.fromEntries(this.headers.values()) },
    };
  }

  /** For values that middleware sets on a response. */
  get locals(): Record<string, unknown> {
    this.ownLocals ??= {};
    return this.ownLocals;
  }

  private get headers(): NonNullable<typeof this.ownHeaders> {
    this.ownHeaders ??= new Map();
    return this.ownHeaders;
  }

  private get withoutFailure(): HandshakeRefusal {
    return this.writableEnded ? FORBIDDEN : FAILED_CHECK;
  }

  get headersSent(): boolean {
    return this.writableEnded;
  }

  fail(error: unknown): void {
    this.failure = { error };
  }

  status(code: number): this {
    if (!this.writableEnded) this.statusCode = code;
    return this;
  }

  setHeader(name: string, value: HeaderValue): this {
    const key = name.toLowerCase();
    if (this.writableEnded || CONNECTION_HEADERS.has(key)) return this;
    this.headers.set(key, [name, typeof value === 'object' ? value.map(String) : String(value)]);
    return this;
  }

  /** Sets a header; the name of the method in Express. */
  set(name: string, value: HeaderValue): this {
    return this.setHeader(name, value);
  }

  /** Sets a header; the name of the method in Fastify and Express. */
  header(name: string, value: HeaderValue): this {
    return this.setHeader(name, value);
  }

  appendHeader(name: string, value: HeaderValue): this {
    const known = this.headers.get(name.toLowerCase())?.[1] ?? [];
    return this.setHeader(name, [known, value].flat().map(String));
  }

  getHeader(name: string): string | readonly string[] | undefined {
    return this.headers.get(name.toLowerCase())?.[1];
  }

  hasHeader(name: string): boolean {
    return this.headers.has(name.toLowerCase());
  }

  removeHeader(name: string): void {
    this.headers.delete(name.toLowerCase());
  }

  writeHead(status: number, ...more: unknown[]): this {
    const headers = more.at(-1);
    this.status(status);
    if (typeof headers === 'object' && headers !== null && !Array.isArray(headers)) {
      for (const [name, value] of Object.entries(headers)) this.setHeader(name, value);
    }
    return this;
  }

  redirect(statusOrUrl: number | string, url: string | number = ''): this {
    const [status, location] = typeof statusOrUrl === 'number' ? [statusOrUrl, url] : [Number(url) || 302, statusOrUrl];
    return this.status(status).setHeader('Location', String(location)).end();
  }

  end(body?: unknown): this {
    if (this.writableEnded) return this;
    if (typeof body === 'string') this.body = body;
    this.writableEnded = true;
    this.onEnd?.();
    return this;
  }

  send(body?: unknown): this {
    return this.end(typeof body === 'string' ? body : JSON.stringify(body));
  }

  json(body: unknown): this {
    return this.end(JSON.stringify(body));
  }
}
