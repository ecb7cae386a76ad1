import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { MESSAGES_PER_TICK, news } from '../news.js';
import { report } from '../protocol.js';

const server = createServer();
const sockets = new WebSocketServer({ server });
sockets.on('connection', (client: WebSocket) => {
  client.on('message', (buffer: Buffer) => {
    const message = JSON.parse(buffer.toString()) as { event: string };
    if (message.event === 'tick') tick();
  });
});

function tick(): void {
  for (let id = 0; id < MESSAGES_PER_TICK; id++) {
    const data = news(id);
    for (const client of sockets.clients) client.send(JSON.stringify({ event: 'news', data }));
  }
}

server.listen(0, '127.0.0.1', () => report((server.address() as AddressInfo).port));
