import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { Controller, Get } from '@portico/common';
import { MessageBody, SubscribeMessage, WebSocketGateway, WebSocketServer } from '@portico/websockets';
import { expect, it, onTestFinished } from 'vitest';
import { WebSocketServer as ForeignServer, WebSocket } from 'ws';
import { TEST_CERTIFICATE } from '../support/certificate.js';
import { inTime } from '../support/in-time.js';
import { RawSocket } from '../support/raw-socket.js';
import { itWhen } from '../support/test-when.js';
import { freePort } from './support/free-port.js';
import type { WebSocketPlatform } from './support/platform.js';
import { expectSilence, Lighthouse } from './support/silence.js';
import { startTestApp } from './support/test-app.js';
import { UPGRADE_HEADERS } from './support/upgrade-headers.js';

/** Which server a gateway stands on, and who else may stand there. */
export function describeServers(platform: WebSocketPlatform): void {
  const { sharedServer, namespaces, paths } = platform.capabilities;

  it('listens on a port of its own, shared by the gateways that name it', async () => {
    const port = await freePort();
    @WebSocketGateway(port)
    class First {
      @WebSocketServer() server: unknown;
      @SubscribeMessage('first')
      first() {
        return { event: 'answer from', data: 'first' };
      }
    }
    @WebSocketGateway(port)
    class Second {
      @WebSocketServer() server: unknown;
      @SubscribeMessage('second')
      second() {
        return { event: 'answer from', data: 'second' };
      }
    }
    const testApp = await startTestApp(platform, port, [First, Second]);
    expect(testApp.app.get(First).server).toBe(testApp.app.get(Second).server);
    expect(testApp.logger.logs).toContainEqual(
      expect.stringMatching(new RegExp(`^\\w+ serves First, Second( at /\\S*)? on port ${port}$`)),
    );
    const client = await testApp.connect();
    for (const name of ['first', 'second']) {
      client.send(name);
      expect(await client.next('answer from')).toBe(name);
    }
  });

  itWhen(sharedServer, 'shares the server of the application with its routes', async () => {
    @Controller()
    class Pages {
      @Get('page')
      page() {
        return 'a page';
      }
    }
    @WebSocketGateway()
    class Shared extends Lighthouse {}
    class PagesModule {}
    const testApp = await startTestApp(platform, 0, [Shared], {
      imports: [{ module: PagesModule, controllers: [Pages] }],
    });
    const client = await testApp.connect();
    await expectSilence(client);
    const response = await fetch(`http://127.0.0.1:${testApp.port}/page`);
    expect(await response.text()).toBe('a page');
    expect((await fetch(`http://127.0.0.1:${testApp.port}/none`)).status).toBe(404);
  });

  itWhen(paths, 'has a server for each path of a port', async () => {
    const own = await freePort();
    for (const port of [0, own]) {
      @WebSocketGateway(port, { path: '/users' })
      class Users {
        @SubscribeMessage('who')
        who() {
          return { event: 'who', data: 'users' };
        }
      }
      @WebSocketGateway(port, { path: 'rooms' })
      class Rooms {
        @SubscribeMessage('who')
        who() {
          return { event: 'who', data: 'rooms' };
        }
      }
      const testApp = await startTestApp(platform, port, [Users, Rooms]);
      for (const path of ['/users', '/rooms']) {
        const client = await testApp.connect({ path });
        client.send('who');
        expect(await client.next('who')).toBe(path.slice(1));
        expect(client.rest).toEqual([]);
      }
    }
  });

  itWhen(namespaces, 'has a namespace for each name and pattern, beside the server itself', async () => {
    const told: string[] = [];
    @WebSocketGateway({ namespace: 'events' })
    class Events extends Lighthouse {
      @WebSocketServer() namespace!: { name: string };
      @SubscribeMessage('where')
      where() {
        return { event: 'here', data: this.namespace.name };
      }
      handleConnection() {
        told.push('events');
      }
    }
    @WebSocketGateway({ namespace: '/events' })
    class MoreEvents {
      @WebSocketServer() namespace: unknown;
    }
    @WebSocketGateway({ namespace: /^\/room-\d+$/ })
    class Rooms extends Lighthouse {
      @SubscribeMessage('where')
      where(client: { nsp: { name: string } }) {
        return { event: 'here', data: client.nsp.name };
      }
    }
    @WebSocketGateway()
    class Root extends Lighthouse {
      @SubscribeMessage('where')
      where() {
        return { event: 'here', data: 'root' };
      }
      handleConnection() {
        told.push('root');
      }
    }
    const testApp = await startTestApp(platform, 0, [Events, MoreEvents, Rooms, Root]);
    expect(testApp.app.get(Events).namespace).toBe(testApp.app.get(MoreEvents).namespace);
    for (const [namespace, name] of [
      ['/events', '/events'],
      ['/room-7', '/room-7'],
      ['', 'root'],
    ] as const) {
      const client = await testApp.connect({ namespace });
      client.send('where');
      expect(await client.next('here')).toBe(name);
    }
    expect(told).toEqual(['events', 'root']);
    await expect(testApp.connect({ namespace: '/room-none' })).rejects.toThrow();
  });

  itWhen(namespaces, 'has one client where a gateway without a namespace stands beside one with "/"', async () => {
    const order: string[] = [];
    @WebSocketGateway({ namespace: '/' })
    class Named {
      @WebSocketServer() namespace!: { name: string };
      async handleConnection() {
        await new Promise((resolve) => setImmediate(resolve));
        order.push('in');
      }
      @SubscribeMessage('named')
      named() {
        order.push('named');
        return { event: 'here', data: this.namespace.name };
      }
    }
    @WebSocketGateway()
    class Unnamed {
      @SubscribeMessage('unnamed')
      unnamed() {
        order.push('unnamed');
        return { event: 'here', data: 'unnamed' };
      }
    }
    const testApp = await startTestApp(platform, 0, [Named, Unnamed]);
    const client = await testApp.connect();
    for (const event of ['unnamed', 'named']) client.send(event);
    expect([await client.next('here'), await client.next('here')]).toEqual(['unnamed', '/']);
    expect(order).toEqual(['in', 'unnamed', 'named']);
    expect(testApp.logger.warnings).toEqual([]);
  });

  itWhen(namespaces, 'asks a function which namespaces exist, and goes on when it fails', async () => {
    @WebSocketGateway({
      namespace: (name: string, _auth: unknown, next: (error: Error | null, exists: boolean) => void) => {
        if (name === '/broken') throw new Error('namespace failed');
        next(null, name === '/room-7');
      },
    })
    class Rooms {
      @SubscribeMessage('where')
      where(client: { nsp: { name: string } }) {
        return { event: 'here', data: client.nsp.name };
      }
    }
    const testApp = await startTestApp(platform, 0, [Rooms]);
    for (const namespace of ['/room-8', '/broken']) await expect(testApp.connect({ namespace })).rejects.toThrow();
    expect(testApp.logger.errors.join()).toContain('namespace failed');
    const client = await testApp.connect({ namespace: '/room-7' });
    client.send('where');
    expect(await client.next('here')).toBe('/room-7');
  });

  it('warns of gateways that share a server and have different options', async () => {
    const port = await freePort();
    const gateway = (name: string, options: object) => {
      class Plain extends Lighthouse {}
      Object.defineProperty(Plain, 'name', { value: name });
      WebSocketGateway(port, options)(Plain);
      return Plain;
    };
    const testApp = await startTestApp(platform, port, [
      gateway('First', { shared: { origin: 'a' }, own: { deep: [1] } }),
      gateway('Second', { shared: { origin: 'b' }, own: { deep: [1] } }),
    ]);
    const warnings = testApp.logger.warnings.filter((line) => line.includes('share a server'));
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain('Second and First');
    expect(warnings[0]).toContain('"shared"');
  });

  itWhen(sharedServer, 'refuses an upgrade that nobody owns', async () => {
    @WebSocketGateway()
    class Shared extends Lighthouse {}
    const testApp = await startTestApp(platform, 0, [Shared]);
    const stranger = await RawSocket.open(testApp.port);
    stranger.write(`GET /nobody HTTP/1.1\r\n${UPGRADE_HEADERS}\r\n\r\n`);
    await stranger.until(/^HTTP\/1\.1 40[04] /);
    await stranger.untilClosed();
    await expectSilence(await testApp.connect());
  });

  for (const order of ['before', 'after'] as const) {
    // This kind refuses every path that is not its own: the hardest neighbour there is.
    itWhen(sharedServer, `stands beside a foreign WebSocket server that came ${order} it`, async () => {
      const server = await callersServer();
      const port = portOf(server);
      const foreign = () => echo(new ForeignServer({ server, path: '/foreign' }));
      @WebSocketGateway()
      class Guest {
        @SubscribeMessage('guest')
        guest(@MessageBody() data: string) {
          return { event: 'guest', data };
        }
      }
      if (order === 'before') foreign();
      const testApp = await startTestApp(platform, port, [Guest], { httpServer: server });
      if (order === 'after') foreign();
      const client = await testApp.connect({ port });
      for (const data of ['x', 'y']) {
        client.send('guest', data);
        expect(await client.next('guest')).toBe(data);
        expect(await echoed(port, '/foreign')).toBe('echo of /foreign');
      }
    });
  }

  itWhen(sharedServer, 'lets a foreign listener take its time, and refuses what it does not take', async () => {
    const server = await callersServer();
    const byHand = new ForeignServer({ noServer: true });
    echo(byHand);
    server.on('upgrade', (request, socket, head) => {
      if (request.url !== '/by-hand') return;
      setTimeout(() => byHand.handleUpgrade(request, socket, head, (client) => byHand.emit('connection', client)), 50);
    });
    @WebSocketGateway()
    class Guest extends Lighthouse {}
    const port = portOf(server);
    await startTestApp(platform, port, [Guest], { httpServer: server });
    expect(await echoed(port, '/by-hand')).toBe('echo of /by-hand');
    const stranger = await RawSocket.open(port);
    stranger.write(`GET /nobody HTTP/1.1\r\n${UPGRADE_HEADERS}\r\n\r\n`);
    await stranger.until(/^HTTP\/1\.1 404 /);
    await stranger.untilClosed();
  });

  itWhen(sharedServer, 'leaves a server of the caller as it was, twenty times', async () => {
    const server = await callersServer();
    const foreign = new ForeignServer({ server, path: '/foreign' });
    echo(foreign);
    const count = () => Object.fromEntries(server.eventNames().map((name) => [name, server.rawListeners(name)]));
    const before = count();
    const emit = server.emit;
    const port = portOf(server);
    for (let round = 0; round < 20; round += 1) {
      @WebSocketGateway()
      class Guest extends Lighthouse {}
      const testApp = await startTestApp(platform, port, [Guest], { httpServer: server });
      const client = await testApp.connect({ port });
      await expectSilence(client);
      await testApp.app.close();
      await client.left;
      expect(count()).toEqual(before);
      expect(server.emit).toBe(emit);
    }
    expect(server.listening).toBe(true);
    expect(await echoed(port, '/foreign')).toBe('echo of /foreign');
    expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe("the caller's");
  });

  itWhen(sharedServer, 'serves wss on an HTTPS server', async () => {
    const server = createSecureServer(TEST_CERTIFICATE, (_request, response) => response.end('secure'));
    await listening(server);
    @WebSocketGateway()
    class Secure extends Lighthouse {}
    const port = portOf(server);
    const testApp = await startTestApp(platform, port, [Secure], { httpServer: server });
    const client = await testApp.connect({ port, secure: true });
    await expectSilence(client);
  });

  itWhen(sharedServer, 'serves ws and wss on the servers of one application', async () => {
    @WebSocketGateway()
    class Both extends Lighthouse {}
    let servers: Server[] = [];
    const testApp = await startTestApp(platform, 0, [Both], {
      async listen(app) {
        const host = '127.0.0.1';
        servers = await app.listen([
          { port: 0, host },
          { port: 0, host, httpsOptions: TEST_CERTIFICATE },
        ]);
      },
    });
    const [plain, secure] = servers.map(portOf) as [number, number];
    await expectSilence(await testApp.connect({ port: plain }));
    const client = await testApp.connect({ port: secure, secure: true });
    await expectSilence(client);
    await testApp.app.close();
    await client.left;
  });

  itWhen(sharedServer, 'says what is missing when there is no server to share', async () => {
    @WebSocketGateway()
    class Homeless {}
    await expect(
      startTestApp(platform, 0, [Homeless], {
        configure: (app) => {
          app.useWebSocketAdapter(platform.createAdapter(undefined as never));
        },
      }),
    ).rejects.toMatchObject({ code: 'PORTICO_WS_NO_SERVER' });
  });
}

async function callersServer(): Promise<Server> {
  const server = createServer((_request, response) => response.end("the caller's"));
  await listening(server);
  return server;
}

async function listening(server: Server): Promise<void> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    server.close();
    server.closeAllConnections();
    await inTime(once(server, 'close'), () => "The caller's server did not close: is one of its sockets left open?");
  });
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

function echo(server: ForeignServer): void {
  server.on('connection', (client) => client.on('message', (text) => client.send(`echo of ${text}`)));
  onTestFinished(() => {
    for (const client of server.clients) client.terminate();
  });
}

/** Sends the path to a foreign server at that path. */
async function echoed(port: number, path: string): Promise<string> {
  const client = new WebSocket(`ws://127.0.0.1:${port}${path}`);
  client.on('error', () => undefined); // that of terminate() before there is a connection
  onTestFinished(() => client.terminate());
  const late = (what: string) => () =>
    `The WebSocket server of another library at ${path} ${what}: does the adapter take upgrade requests of paths that it does not own?`;
  await inTime(once(client, 'open'), late('did not accept the client'));
  client.send(path);
  const [answer] = (await inTime(once(client, 'message'), late('did not answer'))) as [Buffer];
  client.close();
  await inTime(once(client, 'close'), late('did not answer the close'));
  return answer.toString();
}
