import type { BunRequest } from './bun-request.js';
import { redirectTo, send } from './reply.js';
import { destroyedBeforeEnd, ResponseBody } from './response-body.js';
import { ResponseHead } from './response-head.js';

const NO_BODY: ReadonlySet<number> = new Set([204, 205, 304]);

/**
 * The response that handlers and middleware write to, with the members of Node's responses. It becomes one `Response` of Bun:
 * with all bytes if it ends with its first write, otherwise with a stream.
 */
export class BunResponse extends ResponseHead {
  private bodyStream: ResponseBody | undefined;

  /** @param respond called once, with the response for Bun */
  constructor(
    readonly req: BunRequest,
    private readonly respond: (response: Response) => void,
  ) {
    super({ decodeStrings: true });
  }

  get finished(): boolean {
    return this.writableEnded;
  }

  get socket(): BunRequest['socket'] {
    return this.req.socket;
  }

  get connection(): BunRequest['socket'] {
    return this.req.socket;
  }

  status(code: number): this {
    this.statusCode = code;
    return this;
  }

  header(name: string, value: string): this {
    return this.setHeader(name, value);
  }

  send(body?: unknown): void {
    send(this, body);
  }

  redirect(url: string, status = 302): void {
    redirectTo(this, status, url);
  }

  flushHeaders(): void {
    if (!this.headersSent) this.begin();
  }

  /** Informational responses are not sent: Bun has none. */
  writeContinue(): void {}
  writeProcessing(): void {}
  writeEarlyHints(): void {}

  override end(...args: unknown[]): this {
    const [chunk] = args;
    if (this.headersSent || this.writableEnded || this.destroyed || this.writableLength > 0) {
      return super.end(...(args as []));
    }
    const callback = args.find((each) => typeof each === 'function');
    this.finishWith(bytesOf(chunk, args[1]));
    return super.end(callback);
  }

  override _write(chunk: Uint8Array, _encoding: BufferEncoding, callback: (error?: Error | null) => void): void {
    if (!this.headersSent) this.begin();
    if (this.bodyStream) this.bodyStream.write(chunk, callback);
    else callback();
  }

  override _final(callback: (error?: Error | null) => void): void {
    this.bodyStream?.end();
    callback();
  }

  /** A response that is destroyed before its end closes the connection, so that its client notices. */
  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    if (!this.writableFinished) {
      if (this.bodyStream) this.bodyStream.fail();
      else if (!this.headersSent) {
        this.headersSent = true;
        this.respond(brokenResponse());
      }
    }
    callback(error);
  }

  /** The head and the whole body. */
  private finishWith(body: string | Uint8Array | null): void {
    const response = new Response(this.hasNoBody ? this.absentBody : this.typed(body), this.toInit());
    this.headersSent = true;
    this.respond(response);
  }

  /** With an empty body, Bun would say in the reply to HEAD that the length is 0. */
  private get absentBody(): ReadableStream | null {
    if (this.req.method !== 'HEAD' || NO_BODY.has(this.statusCode) || this.hasHeader('content-length')) return null;
    return new ReadableStream({ pull: () => new Promise(() => undefined) });
  }

  /** `Response` would add a content type to a string. */
  private typed(body: string | Uint8Array | null): string | Uint8Array | null {
    return typeof body === 'string' && !this.hasHeader('content-type') ? Buffer.from(body) : body;
  }

  /** The head; the body follows. */
  private begin(): void {
    const init = this.toInit();
    if (this.hasNoBody) {
      this.finishWith(null);
      return;
    }
    const body = new ResponseBody(() => this.destroy());
    const response = new Response(body.stream, init);
    this.headersSent = true;
    this.bodyStream = body;
    this.req.socket.keepOpen();
    this.respond(response);
  }

  private get hasNoBody(): boolean {
    return this.req.method === 'HEAD' || NO_BODY.has(this.statusCode);
  }
}

/** The content of `end(chunk, encoding)`. */
function bytesOf(chunk: unknown, encoding: unknown): string | Uint8Array | null {
  if (typeof chunk === 'string') {
    if (chunk === '') return null;
    return typeof encoding === 'string' && !/^utf-?8$/i.test(encoding)
      ? Buffer.from(chunk, encoding as 'latin1')
      : chunk;
  }
  return chunk instanceof Uint8Array && chunk.length > 0 ? chunk : null;
}

/** Bun closes the connection when the body of a response fails. */
function brokenResponse(): Response {
  return new Response(new ReadableStream({ start: (controller) => controller.error(destroyedBeforeEnd()) }));
}
