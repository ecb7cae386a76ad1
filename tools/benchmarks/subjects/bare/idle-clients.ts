import { createServer } from 'node:http';
import type { Socket } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { ANNOUNCEMENT } from '../announcement.js';
import { reportIdleClients } from '../idle-clients.js';

/** The listeners that any server has: without one for errors, a client can crash the process. */
const server = createServer();
const sockets = new WebSocketServer({ server });
sockets.on('connection', (client: WebSocket) => {
  client.on('message', onMessage);
  client.on('error', onError);
  client.on('close', onClose);
});

/** What a handler does is not measured. */
function onMessage(): void {}

function onError(): void {}

function onClose(): void {}

const payload = Buffer.from(JSON.stringify(ANNOUNCEMENT));
const frame = Buffer.concat([Buffer.from([0x81, payload.length]), payload]);

/** One buffer that is prepared, written to each connection: what a broadcast costs at least. */
function announce(): void {
  // ws has no public access to the connection.
  for (const client of sockets.clients) (client as unknown as { _socket: Socket })._socket.write(frame);
}

server.listen(0, '127.0.0.1', () => reportIdleClients(server, sockets.clients, announce));
