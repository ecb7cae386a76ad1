import { once } from 'node:events';
import {
  Agent,
  type ClientRequest,
  createServer,
  type IncomingMessage,
  request,
  type Server,
  type ServerResponse,
  STATUS_CODES,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { endToEnd, headOf } from './headers.js';
import { beginsSession, processOf } from './session-id.js';
import type { Upstreams } from './upstreams.js';

const HOST = '127.0.0.1';

/**
 * A reverse proxy for processes on this machine. Requests of a session are sent to its process, and
 * all other requests to the processes in rotation.
 */
export class StickyProxy {
  private readonly agent = new Agent({ keepAlive: true });
  private readonly tunnels = new Set<Duplex>();
  private readonly server: Server;

  constructor(private readonly upstreams: Upstreams) {
    this.server = createServer((incoming, response) => this.forward(incoming, response));
    this.server.on('upgrade', (incoming: IncomingMessage, socket: Duplex, head: Buffer) =>
      this.tunnel(incoming, socket, head),
    );
  }

  /** @returns the port on which it listens */
  async listen(port: number): Promise<number> {
    this.server.listen(port);
    await once(this.server, 'listening');
    return (this.server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    for (const socket of this.tunnels) socket.destroy();
    this.agent.destroy();
    await closed;
  }

  private forward(incoming: IncomingMessage, response: ServerResponse): void {
    const outgoing = this.requestTo(incoming);
    if (outgoing === undefined) {
      response.writeHead(503, { 'Retry-After': '1' }).end(STATUS_CODES[503]);
      return;
    }
    outgoing.on('response', (answer) => {
      response.writeHead(answer.statusCode as number, endToEnd(answer.rawHeaders));
      answer.on('error', () => response.destroy()).pipe(response);
    });
    outgoing.on('error', () => {
      if (response.headersSent) response.destroy();
      else response.writeHead(502).end(STATUS_CODES[502]);
    });
    response.on('close', () => outgoing.destroy());
    incoming.pipe(outgoing);
  }

  private tunnel(incoming: IncomingMessage, socket: Duplex, head: Buffer): void {
    const refuse = (status: number): void => {
      socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
    };
    socket.on('error', () => socket.destroy());
    const outgoing = this.requestTo(incoming);
    if (outgoing === undefined) {
      refuse(503);
      return;
    }
    outgoing.on('upgrade', (answer: IncomingMessage, upstream: Duplex, first: Buffer) => {
      socket.write(headOf(answer));
      if (first.length > 0) socket.write(first);
      if (head.length > 0) upstream.write(head);
      this.join(socket, upstream);
    });
    outgoing.on('response', (answer) => {
      answer.resume();
      refuse(answer.statusCode as number);
    });
    outgoing.on('error', () => refuse(502));
    outgoing.end();
  }

  private requestTo(incoming: IncomingMessage): ClientRequest | undefined {
    const port = this.choose(incoming);
    if (port === undefined) return undefined;
    const { method, url: path, headers, socket } = incoming;
    const forwarded = [headers['x-forwarded-for'], socket.remoteAddress].filter(Boolean).join(', ');
    const { connection, ...others } = headers;
    const options = { host: HOST, port, method, path };
    if (headers.upgrade === undefined) {
      return request({ ...options, agent: this.agent, headers: { ...others, 'x-forwarded-for': forwarded } });
    }
    return request({ ...options, agent: false, headers: { ...others, connection, 'x-forwarded-for': forwarded } });
  }

  private choose({ url, headers }: IncomingMessage): number | undefined {
    const holder = processOf(url);
    if (holder !== undefined) return this.upstreams.portOf(holder);
    // Each plain WebSocket is a separate session.
    const isSession = beginsSession(url) || headers.upgrade !== undefined;
    return this.upstreams.nextPort(isSession ? 'session' : 'request');
  }

  /** Connects two sockets. If one of them closes, the other one closes, too. */
  private join(one: Duplex, other: Duplex): void {
    for (const [from, to] of [
      [one, other],
      [other, one],
    ] as const) {
      this.tunnels.add(from);
      from.pipe(to);
      from.on('error', () => to.destroy());
      from.on('close', () => {
        this.tunnels.delete(from);
        to.destroy();
      });
    }
  }
}
