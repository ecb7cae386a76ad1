import type { IncomingMessage } from 'node:http';
import { type HandshakeCheck, onlyFirst, runGuarded } from '@portico/websockets/adapters';
import type { WebSocket, WebSocketServer } from 'ws';
import { MyPlatformAdapter, type MyPlatformGatewayOptions } from '../../starters/websocket/index.js';

/** The options of a gateway with a function that checks handshakes. */
interface CheckedOptions extends MyPlatformGatewayOptions {
  readonly check?: (request: IncomingMessage) => unknown;
}

type Decide = (accepted: boolean, status?: number) => void;

/**
 * The starter with additional members, for faults in checking handshakes and in pausing clients. Clients are refused after
 * they have connected.
 */
export class CheckingAdapter extends MyPlatformAdapter {
  override create(port: number, options: CheckedOptions = {}): WebSocketServer {
    const server = super.create(port, options);
    const { check } = options;
    if (check) server.options.verifyClient = ({ req }, decide) => this.decide(() => check(req), onlyFirst(decide));
    return server;
  }

  override bindHandshake(_server: WebSocketServer, _check: HandshakeCheck): boolean {
    return false;
  }

  pauseClient(client: WebSocket): boolean {
    client.pause();
    return true;
  }

  resumeClient(client: WebSocket): void {
    client.resume();
  }

  bufferedBytes(client: WebSocket): number {
    return client.bufferedAmount;
  }

  protected decide(check: () => unknown, decide: Decide): void {
    runGuarded(
      'check()',
      async () => decide(Boolean(await check())),
      () => decide(false, 500),
    );
  }
}
