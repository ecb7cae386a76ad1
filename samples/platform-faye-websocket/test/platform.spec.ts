import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { INestApplication, WsMessageHandler } from '@portico/common';
import { connectWs, startGateways } from '@portico/conformance';
import { ExpressAdapter } from '@portico/platform-express';
import { type DiscardedMessage, SubscribeMessage, WebSocketGateway } from '@portico/websockets';
import type { Observable } from 'rxjs';
import { expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { FayeAdapter, type FayeSocket } from '../src/platform/index.js';

@WebSocketGateway({ protocols: ['board.v1'] })
class EchoGateway {
  @SubscribeMessage('echo') echo(_client: unknown, data: unknown) {
    return { event: 'echo', data };
  }
  @SubscribeMessage({ kind: 'ask' }) ask() {
    return { event: 'asked', data: true };
  }
}

async function start(createAdapter: (app: INestApplication) => FayeAdapter): Promise<number> {
  const { port } = await startGateways({
    providers: [EchoGateway],
    httpAdapter: new ExpressAdapter(),
    createAdapter,
  });
  return port;
}

it('calls overridden members of a subclass, which can pass messages on with super', async () => {
  const seen: string[] = [];
  class Watching extends FayeAdapter {
    override bindMessageHandlers(
      client: FayeSocket,
      handlers: WsMessageHandler[],
      transform: (data: any) => Observable<any>,
    ): void {
      const watched = handlers.map((handler) => ({
        ...handler,
        callback: (...args: any[]) => {
          seen.push(JSON.stringify(handler.message));
          return handler.callback(...args);
        },
      }));
      super.bindMessageHandlers(client, watched, transform);
    }
  }
  const client = await connectWs({ port: await start((app) => new Watching(app)) });
  onTestFinished(() => client.destroy());
  client.send('echo', 1);
  expect(await client.next('echo')).toBe(1);
  client.send({ kind: 'ask' });
  expect(await client.next('asked')).toBe(true);
  expect(seen).toEqual(['"echo"', '{"kind":"ask"}']);
});

it.each(['no json', '7', 'null', '{"data":1}'])(
  'discards and reports the frame %s, and handles the next one',
  async (frame) => {
    const discarded: DiscardedMessage[] = [];
    const port = await start((app) => {
      const adapter = new FayeAdapter(app);
      adapter.onDiscardedMessage = (_client, message) => discarded.push(message);
      return adapter;
    });
    const client = await connectWs({ port });
    onTestFinished(() => client.destroy());
    client.socket.send(frame);
    client.socket.send(Buffer.from('{"event":"echo","data":"binary"}'));
    expect(await client.next('echo')).toBe('binary');
    expect(discarded).toEqual([{ reason: 'malformed', data: frame, error: expect.any(Error) }]);
  },
);

it('negotiates a subprotocol', async () => {
  const port = await start((app) => new FayeAdapter(app));
  const socket = new WebSocket(`ws://127.0.0.1:${port}/`, ['other', 'board.v1']);
  onTestFinished(() => socket.terminate());
  await new Promise((resolve) => socket.once('open', resolve));
  expect(socket.protocol).toBe('board.v1');
});

it('terminates clients that do not reply to the close immediately if connections are forced to close', async () => {
  const server = createServer();
  onTestFinished(() => void server.close());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const adapter = new FayeAdapter(server);
  adapter.forceCloseConnections = true;
  const faye = adapter.create(0);
  const client = await connectWs({ port });
  client.socket.pause();
  const began = performance.now();
  await adapter.close(faye);
  expect(performance.now() - began).toBeLessThan(1_000);
  client.destroy();
});
