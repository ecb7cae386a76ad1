import { EventEmitter } from 'node:events';
import type { BunResponse } from './bun-response.js';

/**
 * A connection with a request in flight, as core expects connections of servers when it closes them. Made only when a server
 * closes: Bun does not show its connections.
 */
export class Connection extends EventEmitter {
  /** Where Node stores the response of a socket, and core looks for it. */
  readonly _httpMessage: BunResponse;
  destroyed = false;

  /** @param onDestroyed called when the connection is to be closed before its response is complete */
  constructor(
    response: BunResponse,
    private readonly onDestroyed: () => void,
  ) {
    super();
    this._httpMessage = response;
    if (response.destroyed) queueMicrotask(() => this.finish());
    else response.once('close', () => this.finish());
  }

  destroy(): void {
    this._httpMessage.destroy();
    this.onDestroyed();
  }

  destroySoon(): void {
    this.destroy();
  }

  private finish(): void {
    if (this.destroyed) return;
    this.destroyed = true;
    this.emit('close');
  }
}
