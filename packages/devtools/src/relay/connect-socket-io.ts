import type { ManagerOptions, Socket } from 'socket.io-client';
import type { OutgoingMessage } from '../protocol/connections.js';
import { showData } from '../show-data.js';
import {
  CONNECT_TIMEOUT_MS,
  REPLY_TIMEOUT_MS,
  RefusedConnection,
  type RelayedConnection,
  type RelaySink,
} from './relayed.js';
import type { Target } from './target.js';

/** Errors of `connect_error`: those of middleware have `data`, those of the transport have a `description`. */
interface ConnectError extends Error {
  readonly data?: { readonly status?: unknown; readonly message?: unknown };
  readonly description?: unknown;
}

/** Connects with the client of socket.io. */
export async function connectSocketIo(target: Target, sink: RelaySink): Promise<RelayedConnection> {
  const { Manager } = await import('socket.io-client');
  const { origin, path, namespace, query, auth, headers } = target;
  const options: Partial<ManagerOptions> & { readonly rejectUnauthorized: boolean } = {
    path,
    query,
    extraHeaders: headers,
    transports: ['websocket'],
    reconnection: false,
    timeout: CONNECT_TIMEOUT_MS,
    // The certificate of this process is usually issued for a host name, but the connection uses an IP address.
    rejectUnauthorized: false,
  };
  // `io()` expects the namespace in the URL, where a name that the page chose could change the host.
  const socket = new Manager(origin, options).socket(namespace, { auth });
  socket.onAny((event: string, ...data: unknown[]) => {
    sink('received', { event, data: showData(data.length > 1 ? data : data[0]) });
  });
  await connected(socket);
  socket.on('disconnect', (reason) => sink('closed', { reason }));
  return new SocketIoConnection(socket, sink);
}

class SocketIoConnection implements RelayedConnection {
  private readonly waiting = new Set<string>();

  constructor(
    private readonly socket: Socket,
    private readonly sink: RelaySink,
  ) {}

  send({ request, event, data, as }: OutgoingMessage): void {
    const args = data === undefined ? [] : [data];
    if (as === 'send') {
      this.socket.emit(event, ...args);
      return;
    }
    this.waiting.add(request);
    this.socket.timeout(REPLY_TIMEOUT_MS).emit(event, ...args, (error: Error | null, reply: unknown) => {
      if (!this.waiting.delete(request)) return;
      if (error)
        this.sink('failed', { request, message: `No acknowledgement within ${REPLY_TIMEOUT_MS / 1_000} seconds` });
      else this.sink('reply', { request, data: showData(reply) });
    });
  }

  /** Stops waiting for the acknowledgement. The server is not notified, because socket.io has no message for that. */
  cancel(request: string): void {
    if (this.waiting.delete(request)) this.sink('ended', { request });
  }

  close(): void {
    this.socket.disconnect();
  }
}

function connected(socket: Socket): Promise<void> {
  return new Promise((resolve, reject) => {
    const refuse = (refusal: RefusedConnection): void => {
      clearTimeout(timer);
      socket.disconnect();
      reject(refusal);
    };
    const timer = setTimeout(() => refuse(new RefusedConnection(0, 'Not accepted in time')), CONNECT_TIMEOUT_MS);
    socket.once('connect_error', (error: ConnectError) => refuse(refusalOf(error)));
    socket.once('connect', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

function refusalOf({ message, data, description }: ConnectError): RefusedConnection {
  if (data && typeof data.status === 'number') {
    return new RefusedConnection(data.status, typeof data.message === 'string' ? data.message : message);
  }
  const cause = messageOf(description);
  const status = /Unexpected server response: (\d+)/.exec(cause)?.[1];
  return new RefusedConnection(Number(status ?? 0), cause || message);
}

function messageOf(description: unknown): string {
  if (typeof description !== 'object' || description === null || !('message' in description)) return '';
  return typeof description.message === 'string' ? description.message : '';
}
