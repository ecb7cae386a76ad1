import { io, type Socket } from 'socket.io-client';
import type { Place, TestClient } from './client.js';
import { Inbox } from './inbox.js';

/** Connects with socket.io-client over a WebSocket. */
export async function connectIo(place: Place): Promise<IoTestClient> {
  const socket = io(`${place.secure ? 'https' : 'http'}://127.0.0.1:${place.port}${place.namespace ?? ''}`, {
    path: place.path,
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    rejectUnauthorized: false,
  } as object);
  const client = new IoTestClient(socket);
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', (error) => {
      socket.disconnect();
      reject(error);
    });
  });
  return client;
}

export class IoTestClient implements TestClient {
  private readonly inbox = new Inbox();
  readonly left: Promise<void>;

  constructor(readonly socket: Socket) {
    this.left = new Promise((resolve) => socket.once('disconnect', () => resolve()));
    socket.onAny((event: string, ...data: unknown[]) => this.inbox.add(event, data[0]));
  }

  send(event: unknown, ...data: unknown[]): void {
    this.socket.emit(nameOf(event), ...data);
  }

  ask(event: unknown, ...data: unknown[]): Promise<unknown> {
    return this.socket.timeout(3_000).emitWithAck(nameOf(event), ...data);
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

  destroy(): void {
    this.socket.disconnect();
  }
}

function nameOf(event: unknown): string {
  return typeof event === 'string' ? event : JSON.stringify(event);
}
