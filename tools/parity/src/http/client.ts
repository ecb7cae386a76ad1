import { once } from 'node:events';
import { Agent, type ClientRequest, type IncomingMessage, request as startRequest } from 'node:http';
import { connect, type Server, type Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { within } from '../within.js';
import { bodies } from './body.js';
import type { HttpCase, HttpRequest } from './case.js';
import { raws } from './raw.js';
import { methodOf, targetOf } from './target.js';

/** Turns of the event loop after which a request counts as left without a reply. */
const TIMEOUT_MS = 500;

export interface Reply {
  /** `closed`, `silent` or a status. */
  readonly status: number | string;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly body?: string;
}

/** A client with one connection, kept alive for as long as the server keeps it. */
export class Client {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 1 });
  private readonly port: number;
  private readonly served = new Set<Socket>();

  constructor(
    server: Server,
    private readonly theCase: HttpCase,
  ) {
    this.port = (server.address() as { port: number }).port;
    server.on('connection', (socket: Socket) => {
      this.served.add(socket);
      socket.on('close', () => this.served.delete(socket));
    });
  }

  async send(request: HttpRequest): Promise<Reply> {
    if (request.raw) return this.sendRaw(raws[request.raw](targetOf(this.theCase, request)));
    if (request.body === 'aborted') return this.abort(request);
    return this.sendWhole(request);
  }

  close(): void {
    this.agent.destroy();
  }

  private async sendWhole(request: HttpRequest): Promise<Reply> {
    const body = request.body ? bodies[request.body] : undefined;
    const outgoing = this.start(request, body ? { 'content-length': String(Buffer.byteLength(body.data)) } : {});
    outgoing.end(body?.data);
    const reply = await within(this.replyTo(outgoing), TIMEOUT_MS, { status: 'silent' });
    if (reply.status === 'silent') outgoing.destroy();
    return reply;
  }

  private async replyTo(outgoing: ClientRequest): Promise<Reply> {
    try {
      const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk as Buffer);
      return this.replyOf(response, Buffer.concat(chunks).toString());
    } catch {
      return { status: 'closed' };
    }
  }

  /** Leaves when the server has read the head and the first part of the body. */
  private async abort(request: HttpRequest): Promise<Reply> {
    this.agent.destroy();
    await this.untilClosed();
    const body = bodies.aborted;
    const outgoing = this.start(request, {});
    outgoing.on('error', () => {});
    outgoing.write(body.data);
    const [socket] = (await once(outgoing, 'socket')) as [Socket];
    if (socket.connecting) await once(socket, 'connect');
    while (this.served.size === 0 || [...this.served].some(({ bytesRead }) => bytesRead < body.data.length))
      await turn();
    await turn();
    outgoing.destroy();
    await this.untilClosed();
    return { status: 'left' };
  }

  private async sendRaw(text: string): Promise<Reply> {
    const socket = connect(this.port, '127.0.0.1');
    let received = '';
    socket.setEncoding('latin1').on('data', (data: string) => {
      received += data;
    });
    socket.on('error', () => {});
    const closed = new Promise((resolve) => socket.on('close', resolve));
    socket.write(text);
    await within(closed, TIMEOUT_MS, undefined);
    socket.destroy();
    const reply = received.replaceAll(/^Date: .*\r\n/gim, '').replace(/^HTTP\/1\.1 100 Continue\r\n\r\n/, '');
    const [head = '', ...rest] = this.normalize(reply).split('\r\n\r\n');
    const [status = '', ...lines] = head.split('\r\n');
    return { status, headers: headersOf(lines), body: rest.join('\r\n\r\n') };
  }

  private start(request: HttpRequest, more: Record<string, string>) {
    const { theCase } = this;
    const { versions, host, accept, origin, preflight } = request;
    const versioned = theCase.versioning?.type;
    const media = versioned === 'media' && versions ? `application/json;v=${versions[0]}` : accept;
    return startRequest({
      agent: this.agent,
      port: this.port,
      host: '127.0.0.1',
      method: methodOf(theCase, request),
      path: targetOf(theCase, request),
      headers: {
        ...(host ? { host } : {}),
        ...(media ? { accept: media } : {}),
        ...(origin ? { origin } : {}),
        ...(preflight ? { 'access-control-request-method': preflight.method } : {}),
        ...(preflight?.headers ? { 'access-control-request-headers': preflight.headers } : {}),
        ...(versions && (versioned === 'header' || versioned === 'custom') ? { 'x-v': versions.join(',') } : {}),
        ...(request.body ? bodies[request.body].headers : {}),
        ...more,
      },
    });
  }

  private replyOf(response: IncomingMessage, body: string): Reply {
    const { date: _, ...headers } = response.headers;
    return {
      status: response.statusCode ?? 0,
      headers: JSON.parse(this.normalize(JSON.stringify(headers))),
      body: this.normalize(body),
    };
  }

  private normalize(text: string): string {
    return text.replaceAll(`:${this.port}`, ':PORT').replaceAll(/at position \d+.*?(?=")/g, 'at position N');
  }

  private async untilClosed(): Promise<void> {
    while (this.served.size > 0) await turn();
    await turn();
  }
}

function headersOf(lines: readonly string[]): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const line of lines) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).toLowerCase();
    const value = line.slice(colon + 1).trim();
    headers[name] = name in headers ? `${headers[name]}, ${value}` : value;
  }
  return headers;
}
