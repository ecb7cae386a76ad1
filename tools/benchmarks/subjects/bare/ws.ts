import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { report } from '../protocol.js';

interface Message {
  readonly id: number;
  readonly text: string;
}

const handlers = new Map<string, (data: Message) => object | undefined>([
  ['echo', (data) => ({ event: 'echo', data })],
  [
    'enhanced',
    (data) => (data.text === 'denied' ? undefined : { event: 'enhanced', data: { id: data.id, text: data.text } }),
  ],
]);

const server = createServer();
new WebSocketServer({ server }).on('connection', (client: WebSocket) => {
  client.on('message', (buffer: Buffer) => {
    const message = JSON.parse(buffer.toString()) as { event: string; data: Message };
    const answer = handlers.get(message.event)?.(message.data);
    if (answer) client.send(JSON.stringify(answer));
  });
});
server.listen(0, '127.0.0.1', () => report((server.address() as AddressInfo).port));
