import type { HandshakeRefusal } from '../contracts/handshake.js';
import { refusalOfException } from './refusal-of-exception.js';
import { FAILED_CHECK } from './refusals.js';

type HeaderValue = string | number | readonly string[];

/**
 * What guards and filters that are written for HTTP find as the response of a handshake. Nothing is sent through it: what they set is
 * sent if the client is refused.
 */
export class HandshakeResponse {
  /** Read when the client is refused; a guard or a filter may set it. */
  statusCode: number | undefined;
  readonly headersSent = false;
  /** What the guards or their filters threw last. */
  private failure: { readonly error: unknown } | undefined;
  private body: string | undefined;
  private readonly headers = new Map<string, readonly [name: string, value: string]>();

  /** The refusal of the client: what was set here before what the exception says. */
  get refusal(): HandshakeRefusal {
    const { statusCode, body } = this;
    const failure = this.failure ? refusalOfException(this.failure.error) : FAILED_CHECK;
    const status = statusCode !== undefined && statusCode >= 300 ? statusCode : failure.status;
    return {
      status,
      message: body ?? failure.message,
      headers: { ...failure.headers, ...Object.fromEntries(this.headers.values()) },
    };
  }

  fail(error: unknown): void {
    this.failure = { error };
  }

  status(code: number): this {
    this.statusCode = code;
    return this;
  }

  setHeader(name: string, value: HeaderValue): this {
    this.headers.set(name.toLowerCase(), [name, Array.isArray(value) ? value.join(', ') : String(value)]);
    return this;
  }

  /** The name of Express. */
  set(name: string, value: HeaderValue): this {
    return this.setHeader(name, value);
  }

  /** The name of Fastify and of Express. */
  header(name: string, value: HeaderValue): this {
    return this.setHeader(name, value);
  }

  getHeader(name: string): string | undefined {
    return this.headers.get(name.toLowerCase())?.[1];
  }

  removeHeader(name: string): void {
    this.headers.delete(name.toLowerCase());
  }

  end(body?: unknown): this {
    if (typeof body === 'string') this.body = body;
    return this;
  }

  send(body?: unknown): this {
    return this.end(typeof body === 'string' ? body : JSON.stringify(body));
  }

  json(body: unknown): this {
    return this.end(JSON.stringify(body));
  }
}
