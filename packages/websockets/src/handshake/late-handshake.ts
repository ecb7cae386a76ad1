import { IncomingMessage } from 'node:http';
import type { Connection } from '../clients/connection.js';
import type { Handshake } from '../contracts/handshake.js';
import { webSocketError } from '../errors.js';

/** A client that its adapter has accepted already, because it has no `bindHandshake`. */
export class LateHandshake implements Handshake {
  readonly client: object;

  /** @param args what the adapter called back with beside the client */
  constructor(
    private readonly connection: Connection,
    private readonly args: readonly unknown[],
  ) {
    this.client = connection.client;
  }

  /** @throws FrameworkError `PORTICO_WS_HANDSHAKE` if the adapter does not pass it */
  get request(): IncomingMessage {
    const { request, upgradeReq } = this.client as { request?: unknown; upgradeReq?: unknown };
    const found = [...this.args, request, upgradeReq].find((each) => each instanceof IncomingMessage);
    if (!found) {
      throw webSocketError(
        'PORTICO_WS_HANDSHAKE',
        'A client cannot be checked, because its adapter passes no request to the callback of bindClientConnect().',
        'Call callback(client, request) in bindClientConnect() of the adapter.',
      );
    }
    return found as IncomingMessage;
  }

  onEnd(listener: () => void): void {
    this.connection.add({ end: listener });
  }
}
