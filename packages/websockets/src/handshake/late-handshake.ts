import type { IncomingMessage } from 'node:http';
import type { Connection } from '../connections/connection.js';
import type { Handshake } from '../contracts/adapter/handshake.js';
import { requestOf } from './read-handshake.js';

/** The handshake of a client that its adapter, which has no `bindHandshake`, has already accepted. */
export class LateHandshake implements Handshake {
  readonly client: object;

  constructor(private readonly connection: Connection) {
    this.client = connection.client;
  }

  /** @throws FrameworkError `PORTICO_WS_HANDSHAKE` if the adapter does not pass it */
  get request(): IncomingMessage {
    return requestOf(this.connection);
  }

  onEnd(listener: () => void): void {
    this.connection.add({ end: listener });
  }
}
