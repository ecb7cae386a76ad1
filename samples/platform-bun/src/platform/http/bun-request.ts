import type { IncomingHttpHeaders } from 'node:http';
import { type ParsedUrlQuery, parse } from 'node:querystring';
import { Readable } from 'node:stream';
import type { NativeServer } from '../bun.js';
import { RequestSocket } from './request-socket.js';

/**
 * A request of Bun with the members that Node's requests have, for which core, guards and middleware are written. What is rarely
 * read is made when it is first read.
 */
export class BunMessage extends Readable {
  readonly httpVersion = '1.1';
  readonly httpVersionMajor = 1;
  readonly httpVersionMinor = 1;
  readonly trailers = {};
  method: string;
  /** Path and query; without the path of mounted middleware. */
  url: string;
  readonly socket: RequestSocket;
  /** Whether the whole body was received. */
  complete = false;
  private ownHeaders: IncomingHttpHeaders | undefined;
  private reader: ReadableStreamDefaultReader<Uint8Array> | undefined;

  constructor(
    /** Bun's own request. */
    readonly native: Request,
    server: NativeServer,
    isSecure: boolean,
  ) {
    super();
    this.method = native.method;
    this.url = targetOf(native.url);
    this.socket = new RequestSocket(native, server, isSecure);
  }

  get headers(): IncomingHttpHeaders {
    this.ownHeaders ??= Object.fromEntries(this.native.headers);
    return this.ownHeaders;
  }

  get rawHeaders(): string[] {
    return [...this.native.headers].flat();
  }

  get connection(): RequestSocket {
    return this.socket;
  }

  /** Time limits are those of Bun. */
  setTimeout(): this {
    return this;
  }

  /** The client has disconnected. */
  abort(): void {
    if (this.complete || this.destroyed) return;
    this.emit('aborted');
    // Without a listener the error would crash the process.
    if (this.listenerCount('error') === 0) this.once('error', () => undefined);
    this.destroy(Object.assign(new Error('aborted'), { code: 'ECONNRESET' }));
  }

  override _read(): void {
    const { body } = this.native;
    if (!body) {
      this.finish();
      return;
    }
    this.reader ??= body.getReader() as ReadableStreamDefaultReader<Uint8Array>;
    this.reader.read().then(
      ({ done, value }) => {
        if (done) this.finish();
        else this.push(value);
      },
      () => this.abort(),
    );
  }

  private finish(): void {
    this.complete = true;
    this.push(null);
  }
}

/** What handlers and middleware of HTTP also read of a request. */
export class BunRequest extends BunMessage {
  /** Path and query as the client wrote them. */
  readonly originalUrl: string = this.url;
  params: Record<string, string | string[]> = {};
  body?: unknown;
  rawBody?: Buffer;
  private ownQuery: ParsedUrlQuery | undefined;

  get query(): ParsedUrlQuery {
    this.ownQuery ??= parse(queryOf(this.originalUrl));
    return this.ownQuery;
  }

  set query(query: ParsedUrlQuery) {
    this.ownQuery = query;
  }

  get ip(): string | undefined {
    return this.socket.remoteAddress;
  }
}

/** Path and query of a URL; requests of HTTP/1.0 without a host have only these. */
function targetOf(url: string): string {
  if (url.startsWith('/')) return url;
  const start = url.indexOf('/', url.indexOf('://') + 3);
  return start < 0 ? '/' : url.slice(start);
}

export function queryOf(target: string): string {
  const start = target.indexOf('?');
  return start < 0 ? '' : target.slice(start + 1);
}
