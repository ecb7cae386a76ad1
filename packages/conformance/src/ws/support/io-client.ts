import { io, type Socket } from 'socket.io-client';
import { TIMEOUT_MS } from '../../support/in-time.js';
import { type Place, Refused, type TestClient } from './client.js';
import { Inbox } from './inbox.js';

/** Connects with socket.io-client over a WebSocket. */
export async function connectIo(place: Place): Promise<IoTestClient> {
  const socket = io(`${place.secure ? 'https' : 'http'}://127.0.0.1:${place.port}${place.namespace ?? ''}`, {
    path: place.path,
    query: place.query,
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    timeout: TIMEOUT_MS,
    rejectUnauthorized: false,
    extraHeaders: place.headers,
  });
  const client = new IoTestClient(socket);
  await new Promise<void>((resolve, reject) => {
    place.signal?.addEventListener('abort', () => {
      socket.disconnect();
      reject(new Error('The client disconnected'));
    });
    socket.once('connect', resolve);
    socket.once('connect_error', (error) => {
      socket.disconnect();
      reject(refusalOf(error) ?? error);
    });
  });
  return client;
}

/** Reads the refusal of a namespace, or of the connection below it. */
function refusalOf(error: Error & { data?: { status?: number; message?: string } }): Refused | undefined {
  const { status, message } = error.data ?? {};
  if (status !== undefined && message !== undefined) return new Refused(status, message);
  const description: unknown = Reflect.get(error, 'description');
  const cause = typeof description === 'object' && description !== null ? Reflect.get(description, 'message') : '';
  const [, found] = /^Unexpected server response: (\d{3})$/.exec(String(cause)) ?? [];
  return found === undefined ? undefined : new Refused(Number(found), String(cause));
}

class IoTestClient implements TestClient {
  private readonly inbox = new Inbox();
  readonly disconnectArguments = ['client namespace disconnect'] as const;
  readonly left: Promise<void>;
  private ending: string | undefined;

  constructor(readonly socket: Socket) {
    this.left = new Promise((resolve) => {
      socket.once('disconnect', (reason, details) => {
        this.ending = `by "${reason}"${codeOf(details)}`;
        this.inbox.end(this.ending);
        resolve();
      });
    });
    socket.onAny((event: string, ...data: unknown[]) => this.inbox.add(event, data[0]));
  }

  send(event: unknown, ...data: unknown[]): void {
    this.socket.emit(nameOf(event), ...data);
  }

  async ask(event: unknown, ...data: unknown[]): Promise<unknown> {
    try {
      return await this.socket.timeout(TIMEOUT_MS).emitWithAck(nameOf(event), ...data);
    } catch (cause) {
      const state = this.ending === undefined ? 'is still connected' : `was disconnected ${this.ending}`;
      throw new Error(`No acknowledgement of "${nameOf(event)}" within ${TIMEOUT_MS} ms, and the client ${state}`, {
        cause,
      });
    }
  }

  next(event: string): Promise<unknown> {
    return this.inbox.take(event);
  }

  get rest(): [string, unknown][] {
    return this.inbox.rest;
  }

  leave(): Promise<void> {
    this.socket.disconnect();
    return this.left;
  }

  answer(event: string, reply: (data: unknown) => unknown): void {
    this.socket.on(event, (...args: unknown[]) => {
      const acknowledge = args.pop();
      if (typeof acknowledge === 'function') acknowledge(reply(args[0]));
    });
  }

  sendAcknowledged(event: string, data: unknown, listener: (value: unknown) => void): void {
    this.socket.emit(event, data, listener);
  }

  breakProtocol(): void {
    this.socket.io.engine.write('no packet of socket.io');
  }

  freeze(): void {
    // On Node, the transport of socket.io-client is a WebSocket of ws, which is not in its types.
    const ws: { pause(): void } = Reflect.get(this.socket.io.engine.transport, 'ws');
    ws.pause();
  }

  destroy(): void {
    this.socket.disconnect();
  }
}

function nameOf(event: unknown): string {
  return typeof event === 'string' ? event : JSON.stringify(event);
}

/** Returns the close code of the WebSocket, which socket.io-client passes on if the connection was closed with one. */
function codeOf(details: unknown): string {
  if (typeof details !== 'object' || details === null || !('context' in details)) return '';
  const { code }: { code?: unknown } = Object(details.context);
  return code === undefined ? '' : ` with code ${code}`;
}
