import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { WebSocket, WebSocketServer } from 'ws';
import { describeRfc6455 } from '../src/ws/rfc6455/describe-rfc6455.js';
import { MyPlatformAdapter, type MyPlatformGatewayOptions } from '../starters/websocket/index.js';
import { webSocketPlatform } from './support/starter-platforms.js';

const FRAGMENT = 1_000;

/** An adapter whose valid but unusual behaviour the suite must accept. */
class LiberalAdapter extends MyPlatformAdapter {
  override create(port: number, options?: MyPlatformGatewayOptions): WebSocketServer {
    const server = super.create(port, options);
    const handleUpgrade = server.handleUpgrade.bind(server);
    server.handleUpgrade = (request: IncomingMessage, socket: Duplex, head, callback) => {
      if (request.headers['sec-websocket-version'] === '13') handleUpgrade(request, socket, head, callback);
      else socket.end('HTTP/1.1 426 Upgrade Required\r\nSec-WebSocket-Version: 13\r\nConnection: close\r\n\r\n');
    };
    server.prependListener('connection', sendInFragments);
    server.prependListener('connection', answerCloseWithNormal);
    return server;
  }
}

/** Sends messages in fragments, which is allowed for any length (5.4). */
function sendInFragments(client: WebSocket): void {
  const send = client.send.bind(client) as (data: string | Buffer, options: { fin: boolean; binary: boolean }) => void;
  client.send = (text: unknown): void => {
    const bytes = Buffer.from(String(text));
    for (let start = 0; start < bytes.length; start += FRAGMENT) {
      const part = bytes.subarray(start, start + FRAGMENT);
      send(part, { fin: start + FRAGMENT >= bytes.length, binary: false });
    }
  };
}

/** Closes with 1000 instead of the code of the client, which a server echoes only "typically" (5.5.1). */
function answerCloseWithNormal(client: WebSocket): void {
  const close = client.close.bind(client);
  // Only this private property of ws shows that its call of close() is the reply to a close frame.
  const state = client as unknown as { readonly _closeFrameReceived: boolean };
  client.close = (code, reason) => (state._closeFrameReceived ? close(1000) : close(code, reason));
}

describeRfc6455({ ...webSocketPlatform(LiberalAdapter), name: 'a server that takes its liberties' });
