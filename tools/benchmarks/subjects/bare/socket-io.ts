import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { report } from '../protocol.js';

interface Message {
  readonly id: number;
  readonly text: string;
}

const server = createServer();
new Server(server).on('connection', (client) => {
  client.on('ack', (data: Message, ack: (answer: Message) => void) => ack(data));
  client.on('enhanced-ack', (data: Message, ack: (answer: Message) => void) => {
    if (data.text !== 'denied') ack({ id: data.id, text: data.text });
  });
});
server.listen(0, '127.0.0.1', () => report((server.address() as AddressInfo).port));
