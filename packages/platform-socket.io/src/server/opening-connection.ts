import type { EventEmitter } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { Handshake } from '@portico/websockets/adapters';
import type { Socket } from 'socket.io';

const openings = new WeakMap<IncomingMessage, OpeningConnection>();

/** What carries the reply: a response, which has a stream over HTTP/2, or a socket. */
interface Carrier extends Pick<EventEmitter, 'once'> {
  readonly destroyed?: boolean;
  readonly stream?: { readonly destroyed: boolean };
}

/** A connection of engine.io from its first request on. It ends with its session, or when no session was opened. */
export class OpeningConnection implements Handshake {
  private isOpen = false;
  private isOver = false;
  private listener: (() => void) | undefined;

  constructor(readonly request: IncomingMessage) {}

  static of(request: IncomingMessage | undefined): OpeningConnection | undefined {
    return request && openings.get(request);
  }

  get client(): object {
    return this;
  }

  onEnd(listener: () => void): void {
    this.listener = listener;
  }

  /** @param carrier the response to the request, or the socket of an upgrade */
  failsWith(carrier: Carrier): void {
    openings.set(this.request, this);
    // It may have closed during earlier middleware of the application.
    if (carrier.destroyed || carrier.stream?.destroyed) {
      this.end();
      return;
    }
    carrier.once('close', () => {
      if (!this.isOpen) this.end();
    });
  }

  opened(conn: Socket['conn']): void {
    // The client has disconnected before its session was opened, and is not counted any more.
    if (this.isOver) {
      conn.close(true);
      return;
    }
    this.isOpen = true;
    conn.once('close', () => this.end());
  }

  private end(): void {
    this.isOver = true;
    this.listener?.();
  }
}
