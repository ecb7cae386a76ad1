import { promisify } from 'node:util';
import { describe } from 'vitest';
import type { WebSocket, WebSocketServer } from 'ws';
import { describeWebSocketPlatform } from '../src/ws/describe-web-socket-platform.js';
import { MyPlatformAdapter, type MyPlatformGatewayOptions } from '../starters/websocket/index.js';
import { webSocketPlatform } from './support/starter-platforms.js';

// Before a test replaces it by a timer that it controls.
const nextIteration = promisify(setImmediate);

/**
 * Reads one frame of a client in an iteration of the event loop, like libraries that let other connections proceed in
 * between (the package `websocket`).
 */
class InterleavingAdapter extends MyPlatformAdapter {
  override create(port: number, options?: MyPlatformGatewayOptions): WebSocketServer {
    const server = super.create(port, options);
    server.prependListener('connection', spaceMessages);
    return server;
  }
}

function spaceMessages(client: WebSocket): void {
  const { emit } = client;
  let before: Promise<unknown> = Promise.resolve();
  client.emit = (event: string, ...args: unknown[]): boolean => {
    if (event !== 'message' && event !== 'close') return Reflect.apply(emit, client, [event, ...args]);
    before = before.then(() => nextIteration()).then(() => Reflect.apply(emit, client, [event, ...args]));
    return true;
  };
}

// It takes as long as the suite of a platform, so only `.ci/full` runs it.
describe.runIf(process.env['CONFORMANCE_INTERLEAVED'] !== undefined)('a platform that interleaves messages', () => {
  describeWebSocketPlatform(webSocketPlatform(InterleavingAdapter));
});
