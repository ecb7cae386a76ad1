import { EventEmitter } from 'node:events';
import type { NativeSocket, NativeSocketHandler } from '../bun.js';

/** The states of a WebSocket. */
const CONNECTING = 0;
const OPEN = 1;
const CLOSING = 2;
const CLOSED = 3;
const MESSAGE_TOO_BIG = 1009;

/** A client of a gateway: a WebSocket of Bun, with the events `message` (a string or a `Buffer`) and `close` (code and reason). */
export class BunClient extends EventEmitter implements NativeSocketHandler {
  /** As of a WebSocket: 1 is open. It is read for every reply, which would call into Bun. */
  readyState = CONNECTING;
  private socket: NativeSocket | undefined;
  private drainListeners: (() => void)[] | undefined;

  /**
   * @param maxPayload in bytes
   * @param onOpen called once, when Bun has upgraded the connection
   */
  constructor(
    private readonly maxPayload: number,
    private onOpen: ((client: BunClient) => void) | undefined,
  ) {
    super();
  }

  /** Bun's own socket. */
  get native(): NativeSocket {
    if (!this.socket) throw new Error('The client is not connected yet');
    return this.socket;
  }

  get bufferedAmount(): number {
    return this.readyState === CLOSED ? 0 : this.native.getBufferedAmount();
  }

  send(message: string | Uint8Array): void {
    this.native.send(message);
  }

  close(code?: number, reason?: string): void {
    if (this.readyState !== OPEN) return;
    this.readyState = CLOSING;
    this.native.close(code, reason);
  }

  /** Closes the connection without a closing handshake. */
  terminate(): void {
    this.socket?.terminate();
  }

  /** Calls back once when bytes that wait for the client have been sent. */
  onceDrained(callback: () => void): void {
    this.drainListeners ??= [];
    this.drainListeners.push(callback);
  }

  opened(socket: NativeSocket): void {
    this.socket = socket;
    this.readyState = OPEN;
    this.onOpen?.(this);
    // It has the request, which is released.
    this.onOpen = undefined;
  }

  received(message: string | Uint8Array): void {
    if (this.isTooLarge(message)) {
      this.close(MESSAGE_TOO_BIG, 'Message too big');
      return;
    }
    this.emit('message', message);
  }

  drained(): void {
    const { drainListeners } = this;
    this.drainListeners = undefined;
    if (drainListeners) for (const callback of drainListeners) callback();
  }

  closed(code: number, reason: string): void {
    this.readyState = CLOSED;
    this.emit('close', code, reason);
    this.drained();
  }

  /** Bun has one limit for all gateways of a server. */
  private isTooLarge(message: string | Uint8Array): boolean {
    // A character takes at most three bytes.
    if (message.length * 3 <= this.maxPayload) return false;
    return (typeof message === 'string' ? Buffer.byteLength(message) : message.length) > this.maxPayload;
  }
}
