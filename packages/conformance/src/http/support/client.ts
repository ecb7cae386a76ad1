import { Agent, type IncomingHttpHeaders, type IncomingMessage, type OutgoingHttpHeaders, request } from 'node:http';

/** What a test sends; the path goes on the wire as it is written. */
export interface Outgoing {
  readonly method?: string;
  readonly headers?: OutgoingHttpHeaders;
  /** An object is sent as JSON, everything else as it is. */
  readonly body?: string | Buffer | object;
}

/** A complete reply. */
export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly rawHeaders: string[];
  readonly text: string;
  readonly bytes: Buffer;
  /** The body, parsed. */
  json<T = any>(): T;
}

const PATIENCE_MS = 5_000;

/** A client on Node's own HTTP, which leaves paths alone: no decoding, no joining of slashes. */
export class HttpClient {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 8 });

  constructor(
    private readonly target: { readonly host?: string; readonly port?: number; readonly socketPath?: string },
  ) {}

  get(path: string, headers?: OutgoingHttpHeaders): Promise<Reply> {
    return this.send(path, { headers });
  }

  post(path: string, body?: Outgoing['body'], headers?: OutgoingHttpHeaders): Promise<Reply> {
    return this.send(path, { method: 'POST', body, headers });
  }

  async send(path: string, outgoing: Outgoing = {}): Promise<Reply> {
    const response = await this.open(path, outgoing);
    const chunks: Buffer[] = [];
    for await (const chunk of response) chunks.push(chunk as Buffer);
    const bytes = Buffer.concat(chunks);
    const text = bytes.toString('utf8');
    return {
      status: response.statusCode ?? 0,
      headers: response.headers,
      rawHeaders: response.rawHeaders,
      text,
      bytes,
      json: <T>() => JSON.parse(text) as T,
    };
  }

  /** Sends a request and gives the response as soon as its head is there; the body is the caller's. */
  open(path: string, { method = 'GET', headers = {}, body }: Outgoing = {}): Promise<IncomingMessage> {
    const payload = encode(body);
    const all: OutgoingHttpHeaders = { ...(payload?.headers ?? {}), ...headers };
    return new Promise((resolve, reject) => {
      const outgoing = request(
        { ...this.target, path, method, headers: all, agent: this.agent, timeout: PATIENCE_MS },
        resolve,
      );
      outgoing.once('error', reject);
      outgoing.once('timeout', () => outgoing.destroy(new Error(`${method} ${path}: no answer in ${PATIENCE_MS} ms`)));
      outgoing.end(payload?.bytes);
    });
  }

  /** Ends the connections that are kept alive. */
  close(): void {
    this.agent.destroy();
  }
}

function encode(body: Outgoing['body']): { bytes: Buffer; headers: OutgoingHttpHeaders } | undefined {
  if (body === undefined) return undefined;
  const isJson = typeof body === 'object' && !Buffer.isBuffer(body);
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(isJson ? JSON.stringify(body) : (body as string));
  return {
    bytes,
    headers: { 'content-length': bytes.length, ...(isJson && { 'content-type': 'application/json' }) },
  };
}
