import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { Logger } from '@portico/common';
import { SubscribeMessage, WebSocketGateway, WebSocketServer } from '@portico/websockets';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { WebSocket, type WebSocketServer as WsServer, WebSocketServer as WsServerClass } from 'ws';
import { broadcast, WsAdapter } from './index.js';
import { frames, startApplication } from './test-application.fixture.js';

describe('options', () => {
  it('rejects a namespace with a fix', async () => {
    @WebSocketGateway({ namespace: 'users' })
    class Named {}
    await expect(startApplication([Named])).rejects.toMatchObject({
      code: 'PORTICO_WS_NAMESPACE',
      message: expect.stringContaining("@WebSocketGateway({ path: '/users' })"),
    });
  });

  it('passes on all options of ws', async () => {
    class Own extends WebSocket {}
    @WebSocketGateway({
      WebSocket: Own,
      handleProtocols: (protocols: Set<string>) => (protocols.has('chat') ? 'chat' : false),
      verifyClient: ({ req }: { req: { headers: Record<string, string> } }) => req.headers.secret === 'yes',
      clientTracking: false,
    })
    class Optioned {
      @WebSocketServer() server!: WsServer;
      clients: WebSocket[] = [];
      handleConnection(client: WebSocket) {
        this.clients.push(client);
      }
      @SubscribeMessage('echo')
      echo() {
        return 'answer';
      }
    }
    const { app, connect } = await startApplication([Optioned]);
    await expect(connect()).rejects.toThrow('401');
    const client = await connect({ headers: { secret: 'yes' } });
    client.send('{"event":"echo"}');
    expect(await frames(client, 1)).toEqual(['"answer"']);
    const gateway = app.get(Optioned);
    expect(gateway.clients[0]).toBeInstanceOf(Own);
    expect(gateway.server.clients).toBeUndefined();
    const left = once(client, 'close');
    await app.close();
    expect((await left)[0]).toBe(1012);
  });

  it('refuses with 500 if verifyClient throws, and continues', async () => {
    let calls = 0;
    @WebSocketGateway({
      verifyClient: () => {
        calls += 1;
        if (calls === 1) throw new Error('cannot tell');
        return true;
      },
    })
    class Verifying {}
    const { connect } = await startApplication([Verifying]);
    await expect(connect()).rejects.toThrow('500');
    await connect();
  });

  it('refuses with 500 if verifyClient rejects, logs the error, and continues', async () => {
    let calls = 0;
    @WebSocketGateway({
      verifyClient: async () => {
        calls += 1;
        if (calls === 1) throw new Error('cannot tell yet');
        return calls === 2;
      },
    })
    class Verifying {}
    const { errors, connect } = await startApplication([Verifying]);
    await expect(connect()).rejects.toThrow('500');
    expect(errors.join()).toContain('cannot tell yet');
    await connect();
    await expect(connect()).rejects.toThrow('401');
  });

  it('terminates connections immediately if the option says so', async () => {
    @WebSocketGateway()
    class Plain {}
    const { app, connect } = await startApplication([Plain], undefined, { forceCloseConnections: true });
    const client = await connect();
    const left = once(client, 'close');
    await app.close();
    expect((await left)[0]).toBe(1006);
  });
});

describe('a subclass whose message listener throws', () => {
  it('does not keep the application from closing', async () => {
    class Throwing extends WsAdapter {
      override bindMessageHandlers(client: WebSocket) {
        client.on('message', () => {
          throw new Error('listener failed');
        });
      }
    }
    let disconnected = 0;
    @WebSocketGateway()
    class Plain {
      handleDisconnect() {
        disconnected += 1;
      }
    }
    const { app, connect } = await startApplication([Plain], (host) => new Throwing(host, { closeTimeout: 50 }));
    const client = await connect();
    const failures: unknown[] = [];
    const others = process.rawListeners('uncaughtException') as NodeJS.UncaughtExceptionListener[];
    process.removeAllListeners('uncaughtException');
    process.on('uncaughtException', (error) => failures.push(error.message));
    try {
      client.send('text');
      await vi.waitUntil(() => failures.length > 0);
    } finally {
      process.removeAllListeners('uncaughtException');
      for (const listener of others) process.on('uncaughtException', listener);
    }
    await app.close();
    expect(failures).toEqual(['listener failed']);
    expect(disconnected).toBe(1);
  });
});

describe('a client that does not read', () => {
  it('is disconnected with 1013, and does not affect others', async () => {
    const leavings: unknown[] = [];
    @WebSocketGateway()
    class Flooding {
      @WebSocketServer() server!: WsServer;
      handleDisconnect(_client: WebSocket, code: number) {
        leavings.push(code);
      }
      @SubscribeMessage('flood')
      flood(client: WebSocket) {
        const text = 'x'.repeat(100_000);
        let sent = 0;
        while (client.readyState === WebSocket.OPEN && sent < 1_000) {
          client.send(text);
          sent += 1;
        }
        return sent;
      }
      @SubscribeMessage('echo')
      echo() {
        return 'still here';
      }
    }
    const { connect } = await startApplication(
      [Flooding],
      (app) => new WsAdapter(app, { maxBufferedBytes: 1_000_000 }),
    );
    const [deaf, other] = [await connect(), await connect()];
    deaf.pause();
    deaf.send('{"event":"flood"}');
    other.send('{"event":"echo"}');
    expect(await frames(other, 1)).toEqual(['"still here"']);
    while (leavings.length === 0) await new Promise((resolve) => setImmediate(resolve));
    expect(leavings).toEqual([1013]);
  });
});

describe('a client that does not read', () => {
  it('is disconnected when 16 MiB are buffered for it, by default', async () => {
    const chunk = 'x'.repeat(256 * 1024);
    let most = 0;
    const leavings: unknown[] = [];
    @WebSocketGateway()
    class Flooding {
      handleDisconnect(_client: WebSocket, code: number) {
        leavings.push(code);
      }
      @SubscribeMessage('flood')
      flood(client: WebSocket) {
        for (let count = 0; count < 200 && client.readyState === WebSocket.OPEN; count += 1) {
          most = client.bufferedAmount;
          client.send(chunk);
        }
        return undefined;
      }
    }
    const { connect } = await startApplication([Flooding]);
    const client = await connect();
    client.pause();
    client.send('{"event":"flood"}');
    await vi.waitUntil(() => leavings.length > 0);
    expect(leavings).toEqual([1013]);
    expect(most).toBeGreaterThan(15 * 1024 * 1024);
    expect(most).toBeLessThanOrEqual(16 * 1024 * 1024);
  });
});

describe('broadcast', () => {
  @WebSocketGateway()
  class Chat {
    @WebSocketServer() server!: WsServer;
    @SubscribeMessage('all')
    all() {
      return broadcast(this.server.clients, { event: 'news', data: 1 });
    }
    @SubscribeMessage('others')
    others(client: WebSocket) {
      broadcast(this.server.clients, 'plain text', { except: client });
      client.send('to you');
      broadcast(this.server.clients, { event: 'news', data: 2 });
      broadcast(this.server.clients, { event: 'news', data: 3 });
    }
  }

  it('reaches all clients in order, compressed or not', async () => {
    @WebSocketGateway({ perMessageDeflate: { threshold: 0 } })
    class Compressing extends Chat {}
    const { connect } = await startApplication([Compressing]);
    const plain = await connect({ perMessageDeflate: false });
    const compressed = await connect({ perMessageDeflate: true });
    plain.send('{"event":"all"}');
    expect(await frames(plain, 2)).toEqual(['{"event":"news","data":1}', '2']);
    expect(await frames(compressed, 1)).toEqual(['{"event":"news","data":1}']);
    plain.send('{"event":"others"}');
    const news = ['{"event":"news","data":2}', '{"event":"news","data":3}'];
    expect((await frames(plain, 5)).slice(2)).toEqual(['to you', ...news]);
    expect((await frames(compressed, 4)).slice(1)).toEqual(['plain text', ...news]);
  });

  it('writes ten messages to a client with one call from a shared buffer', async () => {
    const { app, connect } = await startApplication([Chat]);
    const clients = [await connect(), await connect(), await connect()];
    const { server } = app.get(Chat);
    const written: Buffer[] = [];
    for (const { _socket } of server.clients as unknown as Iterable<{ _socket: { write(chunk: Buffer): boolean } }>) {
      const write = _socket.write.bind(_socket);
      _socket.write = (chunk) => {
        written.push(chunk);
        return write(chunk);
      };
    }
    for (let data = 0; data < 10; data += 1) broadcast(server.clients, { event: 'news', data });
    for (const client of clients) expect(await frames(client, 10)).toHaveLength(10);
    expect(written).toHaveLength(3);
    expect(new Set(written).size).toBe(1);
  });
});

describe('a handshake', () => {
  it('is accepted at any path of a dedicated port by a gateway without a path', async () => {
    const probe = createServer().listen(0);
    const { port } = probe.address() as AddressInfo;
    await new Promise((resolve) => probe.close(resolve));
    @WebSocketGateway(port)
    class Anywhere {
      @SubscribeMessage('who')
      who() {
        return { event: 'who', data: 'anywhere' };
      }
    }
    @WebSocketGateway(port, { path: '/named' })
    class Named {
      @SubscribeMessage('who')
      who() {
        return { event: 'who', data: 'named' };
      }
    }
    await startApplication([Anywhere, Named]);
    const servedAt = async (path: string) => {
      const client = new WebSocket(`ws://127.0.0.1:${port}${path}`);
      onTestFinished(() => client.terminate());
      await once(client, 'open');
      client.send(JSON.stringify({ event: 'who' }));
      const [frame] = (await once(client, 'message')) as [Buffer];
      return (JSON.parse(String(frame)) as { data: string }).data;
    };
    expect(await servedAt('/')).toBe('anywhere');
    expect(await servedAt('/any/where?a=1')).toBe('anywhere');
    expect(await servedAt('/named')).toBe('named');
  });

  it('is accepted at a path with and without a slash at the end, and in absolute form', async () => {
    @WebSocketGateway({ path: '/f/' })
    class Slashed {}
    @WebSocketGateway({ path: '/g' })
    class Plain {}
    const { app } = await startApplication([Slashed, Plain]);
    const { port } = app.getHttpServer().address() as AddressInfo;
    const statuses = async (targets: readonly string[]) => {
      const found: string[] = [];
      for (const target of targets) found.push(await statusOf(port, target));
      return found;
    };
    const host = `http://localhost:${port}`;
    const accepted = ['/f', '/f/', '/f/?a=1', '/g', '/g?a=1', `${host}/f`, `${host}/f/`, `${host}/g?a=1`];
    expect(await statuses(accepted)).toEqual(accepted.map(() => '101'));
    const refused = ['/g/', '/F', '/f/more', `${host}/more`];
    expect(await statuses(refused)).toEqual(refused.map(() => '404'));
  });

  it('is refused if handleProtocols fails after an asynchronous verifyClient', async () => {
    @WebSocketGateway({
      verifyClient: async () => true,
      handleProtocols: () => {
        throw new Error('no protocol');
      },
    })
    class Failing {}
    const { app } = await startApplication([Failing]);
    const { port } = app.getHttpServer().address() as AddressInfo;
    expect(await statusOf(port, '/', 'Sec-WebSocket-Protocol: chat\r\n')).toBe('500');
  });
});

describe('a server that a subclass creates', () => {
  it('is closed with its clients, and frees its port', async () => {
    let port = 0;
    class Own extends WsAdapter {
      override create(): WsServer {
        const server = new WsServerClass({ port: 0 });
        server.on('listening', () => {
          port = (server.address() as AddressInfo).port;
        });
        return server;
      }
    }
    @WebSocketGateway(1)
    class Plain {}
    const { app } = await startApplication([Plain], (each) => new Own(each));
    while (port === 0) await new Promise((resolve) => setImmediate(resolve));
    const client = new WebSocket(`ws://127.0.0.1:${port}`);
    await once(client, 'open');
    const left = once(client, 'close');
    await app.close();
    expect((await left)[0]).toBe(1012);
    await listenOnce(port);
  });

  it('may use the HTTP server of the application', async () => {
    class Own extends WsAdapter {
      override create(): WsServer {
        return new WsServerClass({ server: this.httpServer });
      }
    }
    @WebSocketGateway()
    class Echo {
      @SubscribeMessage('echo')
      echo(_client: unknown, data: unknown) {
        return data;
      }
    }
    const { app, connect } = await startApplication([Echo], (each) => new Own(each));
    const { port } = app.getHttpServer().address() as AddressInfo;
    const client = await connect();
    client.send('{"event":"echo","data":"kept"}');
    expect(await frames(client, 1)).toEqual(['"kept"']);
    const left = once(client, 'close');
    await app.close();
    expect((await left)[0]).toBe(1012);
    await listenOnce(port);
  });

  it.each([
    [
      'calls the inherited one',
      (adapter: WsAdapter, server: WsServer): void => void WsAdapter.prototype.close.call(adapter, server),
    ],
    ['closes the server of ws', (_adapter: WsAdapter, server: WsServer): void => void server.close()],
    ['does nothing', () => undefined],
  ] as const)('is closed even if an overridden close() returns nothing and %s', async (_how, close) => {
    class Silent extends WsAdapter {
      override close(server: WsServer): Promise<void> {
        return close(this, server) as unknown as Promise<void>;
      }
    }
    const free = new WsServerClass({ port: 0 });
    await once(free, 'listening');
    const { port } = free.address() as AddressInfo;
    await new Promise((resolve) => free.close(resolve));
    @WebSocketGateway(port)
    class Plain {}
    const { app } = await startApplication([Plain], (each) => new Silent(each));
    const client = new WebSocket(`ws://127.0.0.1:${port}`);
    await once(client, 'open');
    await app.close();
    await listenOnce(port);
  });
});

describe('an adapter without an application', () => {
  it('listens on a free port', async () => {
    const adapter = new WsAdapter();
    const server = adapter.create(0, { path: '/x' });
    await adapter.whenListening(server);
    const { port } = server.address() as AddressInfo;
    expect(await statusOf(port, '/x')).toBe('101');
    await adapter.close(server);
    await listenOnce(port);
  });

  it('has a logger, and an HTTP server that a subclass may set', async () => {
    class Own extends WsAdapter {
      constructor() {
        super();
        this.httpServer = 'mine';
      }
      get inside() {
        return [this.logger, this.httpServer];
      }
    }
    expect(new Own().inside).toEqual([expect.any(Logger), 'mine']);
  });
});

async function statusOf(port: number, target: string, headers = ''): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.write(
    `GET ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n${headers}` +
      'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
  );
  const [head] = (await once(socket, 'data')) as [Buffer];
  socket.destroy();
  return head.toString().split(' ')[1] as string;
}

async function listenOnce(port: number): Promise<void> {
  const server = createServer().listen(port);
  await once(server, 'listening');
  server.close();
  await once(server, 'close');
}
