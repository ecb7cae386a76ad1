import { startGateways } from '@portico/conformance';
import { ExpressAdapter } from '@portico/platform-express';
import { WsAdapter } from '@portico/platform-ws';
import {
  ConnectedSocket,
  clientOf,
  MessageBody,
  SubscribeMessage,
  WebSocketGateway,
  WsException,
} from '@portico/websockets';
import { expect, it, onTestFinished, vi } from 'vitest';
import { WebSocket } from 'ws';
import { createClient } from './index.js';

let open = 0;

@WebSocketGateway()
class TalkGateway {
  @SubscribeMessage('sum')
  sum(@MessageBody() numbers: number[]) {
    if (!Array.isArray(numbers)) throw new WsException('Send an array');
    return numbers.reduce((sum, each) => sum + each, 0);
  }

  @SubscribeMessage('count')
  async *count() {
    open += 1;
    try {
      for (let value = 1; ; value += 1) yield value;
    } finally {
      open -= 1;
    }
  }

  @SubscribeMessage('greet me')
  async greet(@ConnectedSocket() socket: WebSocket) {
    const client = clientOf(socket);
    client?.emit('greeting', `hello ${await client.request('name?')}`);
  }
}

it('connects to a gateway, and after a restart to the next process', async () => {
  const setup = {
    providers: [TalkGateway],
    httpAdapter: new ExpressAdapter(),
    createAdapter: (app: object) => new WsAdapter(app),
  };
  const { app, port } = await startGateways(setup);
  let current = port;
  const client = createClient(() => `ws://127.0.0.1:${current}`, { WebSocket, reconnect: { minDelayMs: 5 } });
  onTestFinished(() => client.close());
  expect(await client.request('sum', [1, 2, 3])).toBe(6);
  await expect(client.request('sum', 'x')).rejects.toMatchObject({ code: 'FAILED', message: 'Send an array' });
  await expect(client.request('unheard-of')).rejects.toMatchObject({ code: 'FAILED', message: 'Unknown event' });

  const values: unknown[] = [];
  for await (const value of client.stream('count')) if (values.push(value) === 100) break;
  expect(values.at(-1)).toBe(100);
  await vi.waitFor(() => expect(open).toBe(0));

  client.on('name?', () => 'Ada');
  const greeted = new Promise((resolve) => {
    client.on('greeting', resolve);
  });
  expect(await client.request('greet me')).toBeNull();
  expect(await greeted).toBe('hello Ada');

  await app.close();
  current = (await startGateways({ ...setup, httpAdapter: new ExpressAdapter() })).port;
  expect(await client.request('sum', [4, 5])).toBe(9);
});
