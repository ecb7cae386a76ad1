import { once } from 'node:events';
import { SubscribeMessage, WebSocketGateway, WebSocketServer } from '@portico/websockets';
import { describe, expect, it } from 'vitest';
import { WebSocket, type WebSocketServer as WsServer } from 'ws';
import { broadcast, WsAdapter } from './index.js';
import { frames, startApplication } from './test-application.fixture.js';

describe('options', () => {
  it('refuses a namespace with the way out', async () => {
    @WebSocketGateway({ namespace: 'users' })
    class Named {}
    await expect(startApplication([Named])).rejects.toMatchObject({
      code: 'PORTICO_WS_NAMESPACE',
      message: expect.stringContaining("@WebSocketGateway({ path: '/users' })"),
    });
  });

  it('passes every option of ws on', async () => {
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
    expect((await left)[0]).toBe(1001);
  });

  it('answers 500 when verifyClient throws, and lives on', async () => {
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

  it('cuts connections at once when it is told to', async () => {
    @WebSocketGateway()
    class Plain {}
    const { app, connect } = await startApplication([Plain], undefined, { forceCloseConnections: true });
    const client = await connect();
    const left = once(client, 'close');
    await app.close();
    expect((await left)[0]).toBe(1006);
  });
});

describe('a client that does not read', () => {
  it('is let go with 1013, and disturbs nobody', async () => {
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

  it('reaches every client, compressed or not, in order', async () => {
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

  it('writes ten messages to a client with one call, from a buffer that all share', async () => {
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
