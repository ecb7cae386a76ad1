import { once } from 'node:events';
import { Agent, type IncomingHttpHeaders, type IncomingMessage, type OutgoingHttpHeaders, request } from 'node:http';
import { inTime } from '../../support/in-time.js';

/** A request of a test. The path is sent unchanged. */
interface Outgoing {
  readonly method?: string;
  readonly headers?: OutgoingHttpHeaders;
  /** An object is sent as JSON, everything else unchanged. */
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

/** Less than the default time-out of Vitest, whose message would not name the request. */
const TIMEOUT_MS = 4_000;

/** The reply to a request did not arrive, or only a part of it. */
export class NoReplyError extends Error {}

/** A client that uses Node's HTTP and does not change paths: no decoding, no normalization of slashes. */
export class HttpClient {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 8 });

  /** @param logged returns the log of the server, which is added to the error if a reply does not arrive */
  constructor(
    private readonly target: { readonly host?: string; readonly port?: number; readonly socketPath?: string },
    private readonly logged: () => readonly string[] = () => [],
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
    for await (const chunk of response) chunks.push(chunk);
    const bytes = Buffer.concat(chunks);
    const text = bytes.toString('utf8');
    const status = response.statusCode ?? 0;
    return {
      status,
      headers: response.headers,
      rawHeaders: response.rawHeaders,
      text,
      bytes,
      json: <T>() => parseBody<T>(text, `${outgoing.method ?? 'GET'} ${path} was answered with ${status}`),
    };
  }

  /** Sends a request, and resolves when the headers of the response arrive. The caller reads the body. */
  open(path: string, { method = 'GET', headers = {}, body }: Outgoing = {}): Promise<IncomingMessage> {
    const payload = encode(body);
    const all: OutgoingHttpHeaders = { ...(payload?.headers ?? {}), ...headers };
    if ('transfer-encoding' in headers) delete all['content-length'];
    return new Promise((resolve, reject) => {
      let response: IncomingMessage | undefined;
      const outgoing = request(
        { ...this.target, path, method, headers: all, agent: this.agent, timeout: TIMEOUT_MS },
        (head) => {
          response = head;
          resolve(head);
        },
      );
      outgoing.once('error', reject);
      outgoing.once('timeout', () =>
        (response ?? outgoing).destroy(new NoReplyError(this.silence(`${method} ${path}`, response))),
      );
      outgoing.end(payload?.bytes);
    });
  }

  private silence(asked: string, response: IncomingMessage | undefined): string {
    const seen = response
      ? `was answered with ${response.statusCode}, but its body did not end`
      : 'was not answered, and its connection is still open';
    const log = this.logged();
    const errors = log.length === 0 ? '' : ` The log has: ${log.join('\n')}`;
    return `${asked} ${seen}: nothing came for ${TIMEOUT_MS} ms.${errors}`;
  }

  /** Closes kept-alive connections. */
  close(): void {
    this.agent.destroy();
  }
}

/** Waits for the first bytes of a body that has no end. */
export async function firstChunk(response: IncomingMessage): Promise<void> {
  await inTime(once(response, 'data'), () => `A reply with ${response.statusCode} began, but no byte of its body came`);
}

function parseBody<T>(text: string, answered: string): T {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const instead =
      text === '' ? 'without a body' : `and this body, which is not JSON: ${JSON.stringify(text.slice(0, 200))}`;
    throw new Error(`${answered} ${instead}`, { cause });
  }
}

function encode(body: Outgoing['body']): { bytes: Buffer; headers: OutgoingHttpHeaders } | undefined {
  if (body === undefined) return undefined;
  const isJson = typeof body === 'object' && !Buffer.isBuffer(body);
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  return {
    bytes,
    headers: { 'content-length': bytes.length, ...(isJson && { 'content-type': 'application/json' }) },
  };
}
