import type { IncomingMessage } from 'node:http';
import { onlyFirst, runGuarded } from '@portico/websockets';
import type { WebSocketServer } from 'ws';
import { MyPlatformAdapter, type MyPlatformGatewayOptions } from '../../starters/websocket/index.js';

/** The options of a gateway whose handshakes are checked. */
export interface CheckedOptions extends MyPlatformGatewayOptions {
  readonly check?: (request: IncomingMessage) => unknown;
}

type Decide = (accepted: boolean, status?: number) => void;

/** The starter with a function of the application that checks handshakes, for faults in calling it. */
export class CheckingAdapter extends MyPlatformAdapter {
  override create(port: number, options: CheckedOptions = {}): WebSocketServer {
    const server = super.create(port, options);
    const { check } = options;
    if (check) server.options.verifyClient = ({ req }, decide) => this.decide(() => check(req), onlyFirst(decide));
    return server;
  }

  protected decide(check: () => unknown, decide: Decide): void {
    runGuarded(
      'check()',
      async () => decide(Boolean(await check())),
      () => decide(false, 500),
    );
  }
}
