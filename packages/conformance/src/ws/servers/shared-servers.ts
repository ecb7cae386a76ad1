import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { MessageBody, SubscribeMessage, WebSocketGateway } from '@portico/websockets';
import { expect, onTestFinished } from 'vitest';
import { WebSocketServer as ForeignServer, WebSocket } from 'ws';
import { TEST_CERTIFICATE } from '../../support/certificate.js';
import { inTime } from '../../support/in-time.js';
import { portOf } from '../../support/port-of.js';
import { RawSocket } from '../../support/raw-socket.js';
import { itWhen } from '../../support/test-when.js';
import { expectNoReply, MarkerGateway } from '../support/expect-no-reply.js';
import type { WebSocketPlatform } from '../support/platform.js';
import { startTestApp } from '../support/test-app.js';
import { UPGRADE_HEADERS } from '../support/upgrade-headers.js';

/** HTTP servers that gateways share with WebSocket servers of other libraries, and servers that the caller created. */
export function describeSharedServers(platform: WebSocketPlatform): void {
  const { sharedServer } = platform.capabilities;

  itWhen(sharedServer, 'refuses an upgrade that no server accepts', async () => {
    @WebSocketGateway()
    class Shared extends MarkerGateway {}
    const testApp = await startTestApp(platform, 0, [Shared]);
    const stranger = await RawSocket.open(testApp.port);
    stranger.write(`GET /nobody HTTP/1.1\r\n${UPGRADE_HEADERS}\r\n\r\n`);
    await stranger.until(/^HTTP\/1\.1 40[04] /);
    await stranger.untilClosed();
    await expectNoReply(await testApp.connect());
  });

  itWhen(sharedServer, 'serves requests that ask for an upgrade to another protocol than WebSocket', async () => {
    @WebSocketGateway()
    class Shared extends MarkerGateway {}
    const testApp = await startTestApp(platform, 0, [Shared], {
      configure: (app) => {
        app.use('/h2c', (request: IncomingMessage, response: ServerResponse) => {
          const { upgrade, connection } = request.headers;
          response.end(JSON.stringify([request.method, upgrade ?? null, connection ?? null]));
        });
      },
    });
    // As the HTTP client of Java does.
    const headers = 'Host: a\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n';
    const client = await RawSocket.open(testApp.port);
    client.write(`GET /h2c HTTP/1.1\r\n${headers}\r\n`);
    await client.until(/\["GET",null,null\]/);
    client.write(`POST /h2c HTTP/1.1\r\n${headers}Content-Type: text/plain\r\nContent-Length: 4\r\n\r\nbo`);
    client.write('dyGET /h2c HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
    await client.until(/\["POST",null,null\][\s\S]*\["GET",null,"close"\]/);
    await client.untilClosed();
    await expectNoReply(await testApp.connect());
  });

  itWhen(sharedServer, 'refuses a request for another protocol that follows one in progress', async () => {
    @WebSocketGateway()
    class Shared extends MarkerGateway {}
    const testApp = await startTestApp(platform, 0, [Shared], {
      configure: (app) => app.use('/never', () => undefined),
    });
    const client = await RawSocket.open(testApp.port);
    client.write('GET /never HTTP/1.1\r\nHost: a\r\n\r\n');
    client.write('GET /never HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n');
    await client.until(/^HTTP\/1\.1 40[04] /);
    await client.untilClosed();
  });

  for (const order of ['before', 'after'] as const) {
    // The server of ws with a path refuses all other paths, which makes sharing difficult.
    itWhen(sharedServer, `works with a WebSocket server of another library that was added ${order} it`, async () => {
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

  itWhen(sharedServer, 'waits for asynchronous upgrade listeners, and refuses what they do not accept', async () => {
    const server = await callersServer();
    const byHand = new ForeignServer({ noServer: true });
    echo(byHand);
    server.on('upgrade', (request, socket, head) => {
      if (request.url !== '/by-hand') return;
      setTimeout(() => byHand.handleUpgrade(request, socket, head, (client) => byHand.emit('connection', client)), 50);
    });
    @WebSocketGateway()
    class Guest extends MarkerGateway {}
    const port = portOf(server);
    await startTestApp(platform, port, [Guest], { httpServer: server });
    expect(await echoed(port, '/by-hand')).toBe('echo of /by-hand');
    const stranger = await RawSocket.open(port);
    stranger.write(`GET /nobody HTTP/1.1\r\n${UPGRADE_HEADERS}\r\n\r\n`);
    await stranger.until(/^HTTP\/1\.1 404 /);
    await stranger.untilClosed();
  });

  itWhen(sharedServer, 'removes everything that it added to a server of the caller', async () => {
    const server = await callersServer();
    const foreign = new ForeignServer({ server, path: '/foreign' });
    echo(foreign);
    const count = () => Object.fromEntries(server.eventNames().map((name) => [name, server.rawListeners(name)]));
    const before = count();
    const emit = server.emit;
    const port = portOf(server);
    for (let round = 0; round < 20; round += 1) {
      @WebSocketGateway()
      class Guest extends MarkerGateway {}
      const testApp = await startTestApp(platform, port, [Guest], { httpServer: server });
      const client = await testApp.connect({ port });
      await expectNoReply(client);
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
    class Secure extends MarkerGateway {}
    const port = portOf(server);
    const testApp = await startTestApp(platform, port, [Secure], { httpServer: server });
    const client = await testApp.connect({ port, secure: true });
    await expectNoReply(client);
  });

  itWhen(sharedServer, 'serves ws and wss on the servers of one application', async () => {
    @WebSocketGateway()
    class Both extends MarkerGateway {}
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
    const [plain, secure] = servers;
    await expectNoReply(await testApp.connect({ port: portOf(plain!) }));
    const client = await testApp.connect({ port: portOf(secure!), secure: true });
    await expectNoReply(client);
    await testApp.app.close();
    await client.left;
  });

  itWhen(sharedServer, 'says what is missing if there is no server to share', async () => {
    @WebSocketGateway()
    class Homeless {}
    await expect(
      startTestApp(platform, 0, [Homeless], {
        configure: (app) => {
          // An invalid value, which only untyped code can pass.
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

function echo(server: ForeignServer): void {
  server.on('connection', (client) => client.on('message', (text) => client.send(`echo of ${text}`)));
  onTestFinished(() => {
    for (const client of server.clients) client.terminate();
  });
}

/** Connects to the other server at a path, and returns its reply. */
async function echoed(port: number, path: string): Promise<string> {
  const client = new WebSocket(`ws://127.0.0.1:${port}${path}`);
  client.on('error', () => undefined); // terminate() before the connection is open emits an error.
  onTestFinished(() => client.terminate());
  const late = (what: string) => () =>
    `The WebSocket server of another library at ${path} ${what}: does the adapter take upgrade requests of paths that it does not own?`;
  await inTime(once(client, 'open'), late('did not accept the client'));
  client.send(path);
  const [answer] = await inTime(once(client, 'message'), late('did not answer'));
  client.close();
  await inTime(once(client, 'close'), late('did not answer the close'));
  return String(answer);
}
