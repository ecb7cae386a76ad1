import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import { report } from '../protocol.js';

const server = createServer();
new WebSocketServer({
  server,
  verifyClient: ({ req }, decide) => {
    if (req.headers.authorization === 'Bearer secret') decide(true);
    else decide(false, 401, 'Unauthorized');
  },
}).on('connection', (client) => {
  client.on('message', (data) => client.send(data));
});
server.listen(0, '127.0.0.1', () => report((server.address() as AddressInfo).port));
