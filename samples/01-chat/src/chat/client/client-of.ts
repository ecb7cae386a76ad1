import { randomUUID } from 'node:crypto';
import type { ServerEvent, ServerEvents } from '../protocol.js';
import type { ChatClient } from './chat-client.js';

/** As much of a socket.io `Socket` as the chat needs. */
interface EventSocket {
  readonly handshake: object;
  emit(event: string, data: unknown): unknown;
  disconnect(close?: boolean): unknown;
}

/** As much of a `ws` `WebSocket` as the chat needs. */
interface FrameSocket {
  readonly readyState: number;
  send(frame: string): void;
  close(code?: number, reason?: string): void;
}

/** The socket that an adapter hands to the gateway. */
export type ChatSocket = EventSocket | FrameSocket;

const OPEN = 1;
const clients = new WeakMap<ChatSocket, ChatClient>();

/** The client behind a socket: always the same one for the same socket. */
export function clientOf(socket: ChatSocket): ChatClient {
  let client = clients.get(socket);
  if (client === undefined) {
    client = 'handshake' in socket ? new EventClient(socket) : new FrameClient(socket);
    clients.set(socket, client);
  }
  return client;
}

class EventClient implements ChatClient {
  readonly id = randomUUID();

  constructor(private readonly socket: EventSocket) {}

  emit<E extends ServerEvent>(event: E, data: ServerEvents[E]): void {
    this.socket.emit(event, data);
  }

  disconnect(): void {
    this.socket.disconnect(true);
  }
}

class FrameClient implements ChatClient {
  readonly id = randomUUID();

  constructor(private readonly socket: FrameSocket) {}

  emit<E extends ServerEvent>(event: E, data: ServerEvents[E]): void {
    if (this.socket.readyState === OPEN) this.socket.send(JSON.stringify({ event, data }));
  }

  disconnect(): void {
    this.socket.close(1001, 'The server ended the connection.');
  }
}
