import type { Server } from 'node:http';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { withTimeout } from '@portico/test-support';
import { WebSocket } from 'ws';
import { selfSignedCertificate } from '../src/certificate/self-signed-certificate.js';
import type { Running } from '../src/servers/running.js';
import { start } from '../src/servers/start.js';
import { HTTP_PLATFORMS, SERVERS, type Settings } from '../src/settings.js';

/** All combinations of settings. */
export const WAYS = HTTP_PLATFORMS.flatMap((platform) => SERVERS.map((servers) => ({ http: platform, servers })));

/** Clients receive it as `ca`, so that no test disables verification. */
export const certificate = selfSignedCertificate(['localhost', '127.0.0.1'], 2);

/** Starts the sample on free ports. */
export async function startSample(way: Pick<Settings, 'http' | 'servers'>): Promise<Running> {
  const running = await start({ ...way, port: 0, httpsPort: 0, certificate });
  running.app.useLogger(false);
  return running;
}

export function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

/** The addresses of both servers. */
export function urlsOf({ httpServer, httpsServer }: Running) {
  return { http: `http://127.0.0.1:${portOf(httpServer)}`, https: `https://localhost:${portOf(httpsServer)}` };
}

export interface Answer {
  readonly status: number | undefined;
  readonly headers: http.IncomingHttpHeaders;
  readonly text: string;
}

/** Sends a request over HTTP or HTTPS. */
export function get(url: string, agent?: http.Agent): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const options = { agent: agent ?? (false as const), ca: certificate.cert };
    const request = url.startsWith('https:') ? https.get(url, options) : http.get(url, options);
    request.on('error', reject).on('response', async (response: http.IncomingMessage) => {
      let text = '';
      for await (const chunk of response) text += String(chunk);
      resolve({ status: response.statusCode, headers: response.headers, text });
    });
  });
}

/** A visitor of the gateway. */
export class Visitor {
  private readonly unread: { event: string; data: unknown }[] = [];
  private wake: () => void = () => undefined;
  readonly closed: Promise<void>;

  private constructor(private readonly socket: WebSocket) {
    this.closed = new Promise((resolve) => socket.once('close', () => resolve()));
    socket.on('message', (frame) => {
      this.unread.push(JSON.parse(String(frame)));
      this.wake();
    });
  }

  /** Connects to the server of the URL: with `ws:` for `http:`, and with `wss:` for `https:`. */
  static async at(url: string): Promise<Visitor> {
    const socket = new WebSocket(url.replace(/^http/, 'ws'), { ca: certificate.cert });
    const visitor = new Visitor(socket);
    await withTimeout(new Promise((open, failed) => socket.once('open', open).once('error', failed)), 'connection');
    return visitor;
  }

  send(event: string, data: unknown): void {
    this.socket.send(JSON.stringify({ event, data }));
  }

  /** Resolves to the first unread event with this name and with matching data. */
  next<T>(event: string, wanted: (data: T) => boolean = () => true): Promise<T> {
    const found = async (): Promise<T> => {
      for (;;) {
        const index = this.unread.findIndex((one) => one.event === event && wanted(one.data as T));
        if (index >= 0) return this.unread.splice(index, 1)[0]?.data as T;
        await new Promise<void>((resolve) => {
          this.wake = resolve;
        });
      }
    };
    return withTimeout(found(), `"${event}"`);
  }

  async close(): Promise<void> {
    this.socket.close();
    await withTimeout(this.closed, 'close of the connection');
  }
}
