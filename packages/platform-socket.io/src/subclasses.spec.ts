import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { Logger } from '@portico/common';
import { type DiscardedMessage, MessageBody, SubscribeMessage, WebSocketGateway } from '@portico/websockets';
import { Server, type Socket } from 'socket.io';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { WebSocket } from 'ws';
import { IoAdapter, type IoGatewayOptions } from './index.js';
import { startApplication } from './test-application.fixture.js';

@WebSocketGateway()
class Echo {
  @SubscribeMessage('echo')
  echo(@MessageBody() data: unknown) {
    return { data };
  }
}

describe('a server that a subclass creates', () => {
  it('is closed with its clients, and frees its port', async () => {
    let own: Server | undefined;
    class Own extends IoAdapter {
      override createIOServer(): Server {
        own = new Server(0);
        return own;
      }
    }
    const { app, connect } = await startApplication([Echo], (each) => new Own(each));
    const { port } = (own as unknown as { httpServer: { address(): AddressInfo } }).httpServer.address();
    const client = await connect({ port });
    expect(await client.ask('echo', 1)).toEqual({ data: 1 });
    await app.close();
    await client.left;
    await listenOnce(port);
  });

  it('may use the HTTP server of the application', async () => {
    class Own extends IoAdapter {
      override createIOServer(): Server {
        return new Server(this.httpServer);
      }
    }
    const { app, port, connect } = await startApplication([Echo], (each) => new Own(each));
    const client = await connect();
    expect(await client.ask('echo', 1)).toEqual({ data: 1 });
    await app.close();
    await client.left;
    await listenOnce(port);
  });
});

it.each([
  [
    'calls the inherited one',
    (adapter: IoAdapter, server: Server): void => void IoAdapter.prototype.close.call(adapter, server),
  ],
  ['closes the server of socket.io', (_adapter: IoAdapter, server: Server): void => void server.close()],
  ['does nothing', () => undefined],
] as const)('is closed even if an overridden close() returns nothing and %s', async (_how, close) => {
  const free = createServer().listen(0);
  await once(free, 'listening');
  const { port } = free.address() as AddressInfo;
  free.close();
  await once(free, 'close');
  class Silent extends IoAdapter {
    override close(server: Server): Promise<void> {
      return close(this, server) as unknown as Promise<void>;
    }
  }
  @WebSocketGateway(port)
  class OnPort {}
  const { app, connect } = await startApplication([OnPort], (each) => new Silent(each));
  const client = await connect({ port });
  await app.close();
  await client.left;
  await listenOnce(port);
});

it('has a logger that is named after the subclass', () => {
  class Own extends IoAdapter {
    get inside() {
      return this.logger;
    }
  }
  expect(new Own().inside).toBeInstanceOf(Logger);
});

it('passes the message to an overridden mapPayload(), and handles its errors', async () => {
  const payloads: unknown[] = [];
  class Mapping extends IoAdapter {
    override mapPayload(payload: unknown) {
      payloads.push(
        Array.isArray(payload) ? payload.map((each) => (typeof each === 'function' ? 'ack' : each)) : payload,
      );
      if (payload === 'bad') throw new Error('cannot map');
      return super.mapPayload(payload);
    }
  }
  const { adapter, connect } = await startApplication([Echo], (each) => new Mapping(each));
  const discarded: DiscardedMessage[] = [];
  adapter.onDiscardedMessage = (_client, message) => discarded.push(message);
  const client = await connect();
  client.send('echo');
  client.send('echo', 'one');
  client.send('echo', ['list']);
  client.send('echo', 'bad');
  expect(await client.ask('echo', 'one')).toEqual({ data: 'one' });
  expect(await client.ask('echo', ['list'])).toEqual({ data: ['list'] });
  expect(await client.ask('echo', 'one', 'two')).toEqual({ data: ['one', 'two'] });
  expect(payloads).toEqual([
    undefined,
    'one',
    ['list'],
    'bad',
    ['one', 'ack'],
    [['list'], 'ack'],
    ['one', 'two', 'ack'],
  ]);
  expect(discarded).toMatchObject([{ reason: 'malformed', event: 'echo', data: 'bad' }]);
});

it('does not report events that a gateway handles with onAny()', async () => {
  const taken: unknown[] = [];
  @WebSocketGateway()
  class Any extends Echo {
    handleConnection(client: Socket) {
      client.onAny((event) => taken.push(event));
    }
  }
  const { adapter, connect } = await startApplication([Any]);
  const discarded: unknown[] = [];
  adapter.onDiscardedMessage = (_client, message) => discarded.push(message);
  const client = await connect();
  client.send('whatever', 1);
  await client.ask('echo');
  expect(taken).toEqual(['whatever', 'echo']);
  expect(discarded).toEqual([]);
});

describe.each([
  [
    'throws',
    (): void => {
      throw new Error('check failed');
    },
  ],
  ['rejects', async () => Promise.reject(new Error('check failed'))],
] as const)('a callback of the application that %s', (_how, fail) => {
  const callbacks: [string, IoGatewayOptions][] = [
    ['cors', { cors: (() => fail()) as never }],
    ['cors.origin', { cors: { origin: (() => fail()) as never } }],
  ];
  it.each(callbacks)('fails for one request: %s', async (_name, options) => {
    @WebSocketGateway(options)
    class Checked {}
    const { port, errors } = await startApplication([Checked]);
    const response = await fetch(`http://127.0.0.1:${port}/socket.io/?EIO=4&transport=polling`, {
      headers: { origin: 'http://example.com' },
    });
    expect(response.status).toBe(400);
    expect(await response.text()).not.toContain('check failed');
    expect(errors).toEqual([expect.stringContaining('failed')]);
  });

  it('fails for one request: a middleware of engine.io', async () => {
    let first = true;
    @WebSocketGateway()
    class Checked extends Echo {
      afterInit(server: Server) {
        server.engine.use((_request: unknown, _response: unknown, next: () => void) => {
          if (!first) return next();
          first = false;
          return fail();
        });
      }
    }
    const { connect, errors } = await startApplication([Checked]);
    await expect(connect()).rejects.toThrow();
    expect(await (await connect()).ask('echo', 1)).toEqual({ data: 1 });
    expect(errors).toEqual([expect.stringContaining('A middleware of engine.io failed')]);
  });
});

async function listenOnce(port: number): Promise<void> {
  const server = createServer().listen(port);
  await once(server, 'listening');
  server.close();
  await once(server, 'close');
}

describe('options of the adapter', () => {
  it('report messages that reach no handler', async () => {
    const discarded: DiscardedMessage[] = [];
    const { connect } = await startApplication(
      [Echo],
      (app) => new IoAdapter(app, { onDiscardedMessage: (_client, message) => discarded.push(message) }),
    );
    const client = await connect();
    client.send('unheard-of', 7);
    expect(await client.ask('echo', 1)).toEqual({ data: 1 });
    expect(discarded).toEqual([{ reason: 'unknown-event', event: 'unheard-of', data: 7 }]);
  });

  it('limit how long connections may take to end when a server closes', async () => {
    const { app, connect } = await startApplication([Echo], (each) => new IoAdapter(each, { closeTimeout: 123 }));
    const { socket } = await connect();
    // A connection that is not read does not end by itself. The types of socket.io-client do not say which WebSocket it uses.
    const { ws } = socket.io.engine.transport as unknown as { readonly ws: WebSocket };
    ws.pause();
    const timers = vi.spyOn(globalThis, 'setTimeout');
    onTestFinished(() => timers.mockRestore());
    await app.close();
    expect(timers.mock.calls.map(([, delay]) => delay)).toContain(123);
  });
});
