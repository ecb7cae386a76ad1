import { Duplex } from 'node:stream';
import type { NativeServer, NativeSocketHandler } from '../bun.js';
import type { BunMessage } from './bun-request.js';

/**
 * The connection of a request that wants to become a WebSocket, as listeners of `upgrade` get it from servers of Node. Bun does
 * not show its sockets: a response that is written here is sent by Bun, and `accept()` makes it upgrade the connection.
 */
export class UpgradeSocket extends Duplex {
  private readonly written: Buffer[] = [];
  private isSettled = false;

  /** @param respond called once: with a response, or with `undefined` if Bun has upgraded the connection */
  constructor(
    private readonly request: BunMessage,
    private readonly server: NativeServer,
    private readonly respond: (response: Response | undefined) => void,
  ) {
    super();
    // Errors of a connection that is being refused concern nobody.
    this.on('error', () => undefined);
  }

  get remoteAddress(): string | undefined {
    return this.request.socket.remoteAddress;
  }

  get encrypted(): boolean {
    return this.request.socket.encrypted;
  }

  setNoDelay(): this {
    return this;
  }

  setKeepAlive(): this {
    return this;
  }

  setTimeout(): this {
    return this;
  }

  /**
   * Upgrades the connection.
   *
   * @param data what Bun calls for the client
   * @param protocol the subprotocol that was chosen
   * @returns `false` if the request is not a valid handshake, or was answered already
   */
  accept(data: NativeSocketHandler, protocol: string | undefined): boolean {
    if (this.isSettled) return false;
    // Without the header, Bun would choose the first subprotocol that the client offers.
    const headers = { 'Sec-WebSocket-Protocol': protocol ?? '' };
    if (!this.server.upgrade(this.request.native, { data, headers })) return false;
    this.settle(undefined);
    return true;
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: BufferEncoding, callback: () => void): void {
    this.written.push(chunk);
    callback();
  }

  override _final(callback: () => void): void {
    this.settle(parseResponse(Buffer.concat(this.written).toString()));
    callback();
  }

  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    this.settle(new Response(null, { status: 400, headers: { connection: 'close' } }));
    callback(error);
  }

  private settle(response: Response | undefined): void {
    if (this.isSettled) return;
    this.isSettled = true;
    this.respond(response);
  }
}

/** Reads a response that was written to the socket. */
export function parseResponse(text: string): Response {
  const end = text.indexOf('\r\n\r\n');
  const [first = '', ...lines] = text.slice(0, end < 0 ? text.length : end).split('\r\n');
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(first)?.[1] ?? 400);
  const headers = new Headers();
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (colon > 0) headers.append(line.slice(0, colon), line.slice(colon + 1).trim());
  }
  const body = end < 0 ? '' : text.slice(end + 4);
  return new Response(body === '' ? null : body, { status, headers });
}
