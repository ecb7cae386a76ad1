import { once } from 'node:events';
import { connect } from 'node:net';
import { startGateways } from '@portico/conformance';
import { WebSocketGateway } from '@portico/websockets';
import { expect, it, onTestFinished } from 'vitest';
import { BunHttpAdapter, BunWsAdapter } from '../../src/platform/index.js';

@WebSocketGateway({ protocols: ['news.v2', 'news.v1'] })
class NewsGateway {}

it.each([
  ['other, news.v1, news.v2', 'news.v1'],
  ['other', undefined],
  [undefined, undefined],
])('of the subprotocols %s, %s is accepted', async (offered, accepted) => {
  const { port } = await startGateways({
    providers: [NewsGateway],
    httpAdapter: new BunHttpAdapter(),
    createAdapter: (app) => new BunWsAdapter(app),
  });
  const socket = connect(port, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  const lines = ['GET / HTTP/1.1', 'Host: localhost', 'Connection: Upgrade', 'Upgrade: websocket'];
  lines.push('Sec-WebSocket-Version: 13', 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==');
  if (offered) lines.push(`Sec-WebSocket-Protocol: ${offered}`);
  socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  const [head] = await once(socket, 'data');
  expect(String(head)).toMatch(/^HTTP\/1\.1 101 /);
  expect(/Sec-WebSocket-Protocol: (.*)\r\n/.exec(String(head))?.[1]).toBe(accepted);
});
