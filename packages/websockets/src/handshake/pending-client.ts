import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Handshake } from '../contracts/adapter/handshake.js';

/** A client whose upgrade has not been answered yet, so that it cannot receive anything. */
export class PendingClient {
  readonly connected = false;

  constructor(readonly request: IncomingMessage) {}
}

/** The handshake of a plain WebSocket. */
export class UpgradeHandshake implements Handshake {
  readonly client: PendingClient;

  constructor(
    readonly request: IncomingMessage,
    private readonly socket: Duplex,
  ) {
    this.client = new PendingClient(request);
  }

  onEnd(listener: () => void): void {
    if (this.socket.destroyed) listener();
    else this.socket.once('close', listener);
  }
}
