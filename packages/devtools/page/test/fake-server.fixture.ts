import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ApplicationDescription } from '../../src/protocol.js';
import { PAGE_FILE } from '../build/page-file.js';
import { fakeApplication } from './fake-application.fixture.js';
import { DOCUMENT } from './fake-document.fixture.js';
import { fakeClientPage, fakeMessage, fakeRoomPage, fakeSnapshot } from './fake-live.fixture.js';
import { FakeRelay } from './fake-relay.fixture.js';

export interface FakeOptions {
  readonly port?: number;
  /** The id of the start. A new one simulates a restart of the application. */
  readonly start?: string;
  readonly application?: ApplicationDescription;
  readonly document?: unknown;
  /** The status with which a guard rejects all requests. */
  readonly refuse?: number;
}

/** Implements the protocol of `src/protocol.ts` with made-up data, so that the page can be tested without an application. */
export class FakeServer {
  readonly relay = new FakeRelay();
  refuse: number | undefined;
  private readonly timers = new Set<NodeJS.Timeout>();
  private readonly application: ApplicationDescription;

  private constructor(
    private readonly server: Server,
    private readonly options: FakeOptions,
  ) {
    this.application = options.application ?? fakeApplication(options.start ?? 'first');
    this.refuse = options.refuse;
    server.on('request', (request, response) => void this.handle(request, response));
  }

  static async start(options: FakeOptions = {}): Promise<FakeServer> {
    const server = createServer();
    const fake = new FakeServer(server, options);
    server.listen(options.port ?? 0, '127.0.0.1');
    await once(server, 'listening');
    return fake;
  }

  get port(): number {
    // It listens on a port, so it has an address with one.
    return (this.server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/devtools`;
  }

  async close(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer);
    this.relay.closeAll();
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const path = pathname.replace(/^\/devtools\/?/, '');
    response.setHeader('cache-control', 'no-store');
    if (path === '') return sendPage(response);
    if (this.refuse !== undefined)
      return send(response, this.refuse, { status: this.refuse, message: 'Sign in first' });
    const start = this.application.start;
    if (path === 'document') return send(response, 200, this.options.document ?? DOCUMENT);
    if (path === 'application') return send(response, 200, this.application);
    if (path === 'clients') return send(response, 200, fakeClientPage(searchParams));
    if (path === 'rooms') return send(response, 200, fakeRoomPage(searchParams));
    if (path === 'live') {
      const servers = this.application.servers.length > 0;
      const write = this.stream(response);
      this.repeat(response, 1000, () => {
        const snapshot = fakeSnapshot(Date.now(), start);
        write('snapshot', servers ? snapshot : { ...snapshot, servers: [] });
      });
      return;
    }
    const [, client] = /^clients\/[^/]+\/([^/]+)\/messages$/.exec(path) ?? [];
    if (client !== undefined) {
      if (fakeClientPage(new URLSearchParams({ search: client })).total === 0)
        return send(response, 404, { status: 404, message: 'No such client' });
      const write = this.stream(response);
      let number = 0;
      this.repeat(response, 100, () => {
        number += 1;
        if (number <= 12) write('message', fakeMessage(number));
      });
      return;
    }
    await this.relayed(path.split('/').map(decodeURIComponent), request, response);
  }

  private async relayed(
    [, id = '', what, message]: string[],
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    if (request.method === 'POST' && id === '') {
      const opened = this.relay.open(await bodyOf(request));
      return send(response, 'refused' in opened ? 200 : 201, opened);
    }
    if (request.method === 'GET' && what === 'events') {
      const write = this.stream(response);
      if (!this.relay.listen(id, write)) response.end();
      response.on('close', () => this.relay.close(id));
      return;
    }
    if (request.method === 'POST' && what === 'messages') {
      const sent = this.relay.send(id, await bodyOf(request));
      return sent ? send(response, 202, {}) : send(response, 404, { status: 404, message: 'No such connection' });
    }
    if (request.method === 'DELETE') {
      if (what === 'messages' && message !== undefined) this.relay.cancel(id, message);
      else this.relay.close(id);
      response.writeHead(204).end();
      return;
    }
    send(response, 404, { status: 404, message: 'Not found' });
  }

  private stream(response: ServerResponse): (name: string, data: unknown) => void {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.flushHeaders();
    return (name, data) => void response.write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
  }

  private repeat(response: ServerResponse, milliseconds: number, work: () => void): void {
    work();
    const timer = setInterval(work, milliseconds);
    this.timers.add(timer);
    response.on('close', () => {
      clearInterval(timer);
      this.timers.delete(timer);
    });
  }
}

function sendPage(response: ServerResponse): void {
  const html = readFileSync(PAGE_FILE, 'utf8');
  const hashOf = (element: string): string => {
    const content = new RegExp(`<${element}[^>]*>([\\s\\S]*?)</${element}>`).exec(html)?.[1] ?? '';
    return `'sha256-${createHash('sha256').update(content).digest('base64')}'`;
  };
  const policy = [
    "default-src 'none'",
    `script-src ${hashOf('script')}`,
    `style-src ${hashOf('style')}`,
    "connect-src 'self'",
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ];
  response.setHeader('content-security-policy', policy.join('; '));
  response.setHeader('content-type', 'text/html; charset=utf-8').end(html);
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function bodyOf<Body>(request: IncomingMessage): Promise<Body> {
  let text = '';
  for await (const chunk of request) text += chunk;
  return JSON.parse(text) as Body;
}
