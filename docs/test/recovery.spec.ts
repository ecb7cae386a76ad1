import type { AddressInfo } from 'node:net';
import { ExpressAdapter } from '@portico/platform-express';
import { WsAdapter } from '@portico/platform-ws';
import { waitUntil } from '@portico/test-support';
import { Test } from '@portico/testing';
import { expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { startAgent } from '../examples/recovery/agent.js';
import { DeskModule } from '../examples/recovery/desk.js';

it('works as the page about recovery says', async () => {
  const sockets: WebSocket[] = [];
  class LosingSocket extends WebSocket {
    constructor(url: string, protocols: string[]) {
      super(url, protocols);
      sockets.push(this);
    }
  }
  const testing = await Test.createTestingModule({ imports: [DeskModule] }).compile();
  const app = testing.createNestApplication(new ExpressAdapter(), { logger: false });
  app.useWebSocketAdapter(new WsAdapter(app));
  await app.listen(0, '127.0.0.1');
  onTestFinished(() => app.close());
  const { port } = app.getHttpServer().address() as AddressInfo;
  const lines: string[] = [];
  const agents = ['Ana', 'Bea'].map((name) =>
    startAgent(`ws://127.0.0.1:${port}?name=${name}`, LosingSocket, (line) => lines.push(`${name}: ${line}`)),
  );
  for (const agent of agents) onTestFinished(() => agent.close());
  await waitUntil(() => agents.every(({ status }) => status.value === 'open'), { timeout: 5_000 });
  sockets[0]?.terminate();
  agents[1]?.emit('ticket', 'the door is stuck');
  await waitUntil(() => lines.length === 4, { timeout: 5_000 });
  expect(lines.sort()).toEqual([
    'Ana: load all tickets',
    'Ana: the door is stuck',
    'Bea: load all tickets',
    'Bea: the door is stuck',
  ]);
});
