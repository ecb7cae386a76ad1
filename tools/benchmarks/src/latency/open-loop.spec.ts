import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { openPlain } from '../load/echo.js';
import { clientFrame } from '../load/websocket-frames.js';
import { percentile } from '../measure/percentile.js';
import { OpenLoopClients } from './open-loop.js';

const http = createServer();
const server = new WebSocketServer({ server: http });

afterEach(() => {
  for (const client of server.clients) client.terminate();
  http.close();
});

it('counts the time of messages that a server reads late from when they should have been sent', async () => {
  server.on('connection', (socket) => socket.on('message', (data) => socket.send(String(data))));
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo;
  const clients = await OpenLoopClients.open(4, () => openPlain(port));
  // Nothing of this process runs for 200 ms, so half of the messages are sent after they were due.
  const blocked = delay(20).then(() => {
    for (const until = performance.now() + 200; performance.now() < until; );
  });
  const latencies = await clients.run({ frame: clientFrame('hello'), rate: 1_000, seconds: 0.4 });
  await blocked;
  clients.close();
  expect(latencies).toHaveLength(400);
  expect(percentile(latencies, 0.99)).toBeGreaterThan(100);
});
