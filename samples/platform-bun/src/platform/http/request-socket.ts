import { EventEmitter } from 'node:events';
import type { NativeServer } from '../bun.js';

/** The part of a socket of Node that middleware and core read of requests: Bun does not show its sockets. */
export class RequestSocket extends EventEmitter {
  private peer: { readonly address: string; readonly port: number } | null | undefined;

  constructor(
    private readonly request: Request,
    private readonly server: NativeServer,
    readonly encrypted: boolean,
  ) {
    super();
  }

  get remoteAddress(): string | undefined {
    return this.readPeer()?.address;
  }

  get remotePort(): number | undefined {
    return this.readPeer()?.port;
  }

  setKeepAlive(): this {
    return this;
  }

  setNoDelay(): this {
    return this;
  }

  setTimeout(): this {
    return this;
  }

  /** Lifts the limit of time without activity: a stream may be silent. */
  keepOpen(): void {
    this.server.timeout(this.request, 0);
  }

  /** Bun forgets the address with the request. */
  private readPeer(): typeof this.peer {
    if (this.peer === undefined) this.peer = this.server.requestIP(this.request);
    return this.peer;
  }
}
