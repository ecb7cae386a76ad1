import { WebSocket } from 'ws';
import { TIMEOUT_MS } from '../../support/in-time.js';
import { type Place, Refused, type TestClient } from './client.js';
import { Inbox } from './inbox.js';

/** Connects with the package ws, as a browser does with its `WebSocket`. */
export async function connectWs(place: Place): Promise<WsTestClient> {
  const query = place.query ? `?${new URLSearchParams(place.query)}` : '';
  const socket = new WebSocket(`${place.secure ? 'wss' : 'ws'}://127.0.0.1:${place.port}${place.path ?? '/'}${query}`, {
    rejectUnauthorized: false,
    perMessageDeflate: false,
    handshakeTimeout: TIMEOUT_MS,
    headers: place.headers,
  });
  const client = new WsTestClient(socket);
  place.signal?.addEventListener('abort', () => socket.terminate());
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
    socket.once('unexpected-response', (_request, response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => {
        body += text;
      });
      response.once('end', () => reject(new Refused(response.statusCode ?? 0, body, response.headers)));
    });
  });
  socket.on('error', () => undefined);
  return client;
}

class WsTestClient implements TestClient {
  private readonly inbox = new Inbox();
  readonly disconnectArguments = [4001, 'bye'] as const;
  readonly left: Promise<void>;
  /** The code with which the connection was closed. */
  closeCode: number | undefined;
  /** The reason with which the connection was closed. */
  closeReason: string | undefined;

  constructor(readonly socket: WebSocket) {
    this.left = new Promise((resolve) => {
      socket.once('close', (code, reason) => {
        this.closeCode = code;
        this.closeReason = reason.toString();
        this.inbox.end(`with code ${code}${reason.length > 0 ? ` "${reason}"` : ''}`);
        resolve();
      });
    });
    socket.on('message', (frame) => {
      const value = parseFrame(frame.toString());
      if (value instanceof SyntaxError) this.inbox.add('text that is not JSON', frame.toString());
      else if (value?.event) this.inbox.add(value.event, value.data);
      else this.inbox.add('answer', value);
    });
  }

  send(event: unknown, ...data: unknown[]): void {
    this.socket.send(JSON.stringify({ event, data: data.length > 1 ? data : data[0] }));
  }

  async ask(event: unknown, ...data: unknown[]): Promise<unknown> {
    this.send(event, ...data);
    return this.inbox.take('answer');
  }

  next(event: string): Promise<unknown> {
    return this.inbox.take(event);
  }

  get rest(): [string, unknown][] {
    return this.inbox.rest;
  }

  leave(): Promise<void> {
    this.socket.close(...this.disconnectArguments);
    return this.left;
  }

  sendText(text: string): void {
    this.socket.send(text);
  }

  breakProtocol(): void {
    this.socket.send('{}', { mask: false });
  }

  freeze(): void {
    this.socket.pause();
  }

  destroy(): void {
    this.socket.terminate();
  }
}

function parseFrame(text: string): { event?: string; data?: unknown } | SyntaxError {
  try {
    return JSON.parse(text);
  } catch (error) {
    return error instanceof SyntaxError ? error : new SyntaxError(String(error));
  }
}
