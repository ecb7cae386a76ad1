import type { Client } from '@portico/client';
import type { WebSocket } from 'ws';
import type { OutgoingMessage } from '../protocol/connections.js';
import { showData } from '../show-data.js';
import { parse } from './connect-plain.js';
import { whenRefused } from './refusal.js';
import {
  CONNECT_TIMEOUT_MS,
  MAX_MESSAGE,
  REPLY_TIMEOUT_MS,
  RefusedConnection,
  type RelayedConnection,
  type RelaySink,
} from './relayed.js';
import { type Target, webSocketUrl } from './target.js';

type AnyClient = Client<{
  readonly messages: Record<string, { body: unknown; reply: unknown; stream: unknown }>;
  readonly events: object;
}>;

/** Connects with `@portico/client`, which supports requests and streams. */
export async function connectPortico1(target: Target, sink: RelaySink): Promise<RelayedConnection> {
  const [{ createClient }, { WebSocket }] = await Promise.all([import('@portico/client'), import('ws')]);
  let socket: WebSocket | undefined;
  class RelaySocket extends WebSocket {
    constructor(url: string, protocols: string[]) {
      super(url, protocols, {
        headers: target.headers,
        handshakeTimeout: CONNECT_TIMEOUT_MS,
        maxPayload: MAX_MESSAGE,
        rejectUnauthorized: false,
      });
      socket = this;
    }
  }
  const client: AnyClient = createClient(webSocketUrl(target), {
    WebSocket: RelaySocket,
    reconnect: false,
    timeoutMs: REPLY_TIMEOUT_MS,
  });
  if (!socket) throw new RefusedConnection(0, 'The connection was not started');
  // The client only has listeners for events with known names, but the page shows all of them.
  socket.on('message', (data, isBinary) => {
    const frame = isBinary ? undefined : parse(data.toString());
    if (frame && typeof frame.event === 'string' && frame.id === undefined) {
      sink('received', { event: frame.event, data: showData(frame.data) });
    }
  });
  await Promise.race([opened(client), whenRefused(socket)]);
  socket.on('error', ({ message }) => sink('failed', { message }));
  socket.once('close', (code, reason) => sink('closed', { code, reason: reason.toString() }));
  return new Portico1Connection(client, sink);
}

class Portico1Connection implements RelayedConnection {
  private readonly running = new Map<string, AbortController>();

  constructor(
    private readonly client: AnyClient,
    private readonly sink: RelaySink,
  ) {}

  send(message: OutgoingMessage): void {
    const { event, data, as } = message;
    if (as === 'send') this.client.emit(event, data);
    else void this.run(message);
  }

  cancel(request: string): void {
    this.running.get(request)?.abort();
  }

  close(): void {
    this.client.close(1000);
  }

  /** Never rejects. */
  private async run({ request, event, data, as }: OutgoingMessage): Promise<void> {
    const controller = new AbortController();
    const { signal } = controller;
    this.running.set(request, controller);
    try {
      if (as === 'request') {
        this.sink('reply', { request, data: showData(await this.client.request(event, data, { signal })) });
      } else {
        for await (const value of this.client.stream(event, data, { signal })) {
          this.sink('streamed', { request, data: showData(value) });
        }
        this.sink('ended', { request });
      }
    } catch (error) {
      if (signal.aborted) this.sink('ended', { request });
      else this.sink('failed', { request, ...describe(error) });
    } finally {
      this.running.delete(request);
    }
  }
}

function opened(client: AnyClient): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = client.status.subscribe((status) => {
      if (status !== 'open' && status !== 'closed') return;
      queueMicrotask(() => stop());
      if (status === 'open') resolve();
      // The reason, if there is one, follows: the client is notified of an error before `whenRefused()` is.
      else queueMicrotask(() => reject(new RefusedConnection(0, 'The connection was closed before it was open')));
    });
  });
}

/** Describes an error. The `payload` of a `ClientError` is the error that the server sent. */
function describe(error: unknown): { message: string; data?: ReturnType<typeof showData> } {
  const message = error instanceof Error ? error.message : String(error);
  const payload = error instanceof Error && 'payload' in error ? error.payload : undefined;
  return payload === undefined ? { message } : { message, data: showData(payload) };
}
