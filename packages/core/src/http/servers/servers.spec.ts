import 'reflect-metadata';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent, get, type IncomingMessage } from 'node:http';
import { get as secureGet } from 'node:https';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Controller, Get, Post, Sse } from '@portico/common';
import { firstValueFrom, NEVER, Subject } from 'rxjs';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { HttpAdapterHost } from '../adapter-host.js';
import { closeAll, create, serve } from '../application.fixture.js';

let entered: Subject<void>;
let release: Subject<void>;

@Controller()
class Slow {
  @Get('fast') fast() {
    return 'fast';
  }
  @Get('slow') async slow() {
    entered.next();
    await firstValueFrom(release, { defaultValue: undefined });
    return 'done';
  }
  @Sse('events') events() {
    return NEVER;
  }
  @Post('upload') upload() {
    return 'up';
  }
}

const sockets: Socket[] = [];

beforeEach(() => {
  entered = new Subject();
  release = new Subject();
});
afterEach(async () => {
  release.complete();
  for (const socket of sockets.splice(0)) socket.destroy();
  await closeAll();
});

describe('a server of an application', () => {
  it('completes running requests, and then closes their connections', async () => {
    const { app, url } = await serve({ controllers: [Slow] });
    const agent = new Agent({ keepAlive: true });
    const began = firstValueFrom(entered);
    const answer = body(`${url}/slow`, agent);
    await began;
    const closing = app.close();
    while (app.getHttpServer().listening) await new Promise(setImmediate);
    release.next();
    const { text, response } = await answer;
    expect([text, response.headers.connection]).toEqual(['done', 'close']);
    await closing;
    agent.destroy();
  });

  it('closes idle, incomplete and upgraded connections immediately', async () => {
    const { app, url } = await serve({ controllers: [Slow] }, (application) => {
      application
        .getHttpServer()
        .on('upgrade', (_request: unknown, socket: Socket) => socket.write('HTTP/1.1 101 Switching Protocols\r\n\r\n'));
    });
    const agent = new Agent({ keepAlive: true });
    await body(`${url}/fast`, agent);
    const half = await open(url, 'GET /slow HTTP/1.1\r\nHost: x\r\nX-Half');
    const upgraded = await open(url, 'GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n');
    await once(upgraded, 'data');
    await app.close();
    await Promise.all([half, upgraded].map((socket) => socket.closed || once(socket, 'close')));
    agent.destroy();
  });

  it('terminates what is left at the deadline: a stream, an upload, a slow handler', async () => {
    const { app, url } = await serve({ controllers: [Slow] }, undefined, { gracefulShutdown: { timeoutMs: 100 } });
    const began = firstValueFrom(entered);
    const slow = body(`${url}/slow`).catch((error: Error) => error);
    await began;
    const stream = await open(url, 'GET /events HTTP/1.1\r\nHost: x\r\n\r\n');
    await once(stream, 'data');
    const upload = await open(url, 'POST /upload HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf');
    await app.close();
    expect(await slow).toBeInstanceOf(Error);
    await Promise.all([stream, upload].map((socket) => socket.closed || once(socket, 'close')));
  });

  it('waits for an incomplete request no longer than Node', async () => {
    const { app, url } = await serve({ controllers: [Slow] }, (application) => {
      application.getHttpServer().requestTimeout = 50;
    });
    const upload = await open(
      url,
      'POST /upload HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 100\r\n\r\n',
    );
    await once(upload, 'data');
    await app.close();
    if (!upload.closed) await once(upload, 'close');
  });

  it('closes all connections immediately if the option says so', async () => {
    const { app, url } = await serve({ controllers: [Slow] }, undefined, { forceCloseConnections: true });
    const began = firstValueFrom(entered);
    const slow = body(`${url}/slow`).catch((error: Error) => error);
    await began;
    await app.close();
    expect(await slow).toBeInstanceOf(Error);
  });

  it('refuses new requests while it closes, if the option says so', async () => {
    const statuses: (number | undefined)[] = [];
    class Closing {
      async onModuleDestroy(): Promise<void> {
        statuses.push((await body(`${url}/fast`)).response.statusCode);
      }
    }
    const { app, url } = await serve({ controllers: [Slow], providers: [Closing] }, undefined, {
      return503OnClosing: true,
    });
    const began = firstValueFrom(entered);
    const slow = body(`${url}/slow`);
    await began;
    const closing = app.close();
    while (app.getHttpServer().listening) await new Promise(setImmediate);
    release.next();
    expect((await slow).text).toBe('done');
    await closing;
    expect(statuses).toEqual([503]);
  });

  it('that cannot listen rejects, and the application can be closed', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const app = await create({ controllers: [Slow] });
    const { port } = taken.address() as { port: number };
    await expect(app.listen(port, '127.0.0.1')).rejects.toMatchObject({ code: 'EADDRINUSE' });
    expect(app.get(HttpAdapterHost).listening).toBe(false);
    await app.close();
    taken.close();
  });

  it('listens on a Unix socket, with options and a callback', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'portico-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const path = join(folder, 'socket');
    const onSocket = await create({ controllers: [Slow] });
    await onSocket.listen(path);
    expect(await onSocket.getUrl()).toBe(`http+unix://${encodeURIComponent(path)}`);
    const withOptions = await create({ controllers: [Slow] });
    await expect(withOptions.getUrl()).rejects.toMatchObject({ code: 'PORTICO_NOT_LISTENING' });
    let called = 0;
    await withOptions.listen({ port: 0, host: '127.0.0.1' }, () => called++);
    expect([called, await withOptions.getUrl()]).toEqual([1, expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/)]);
  });

  it('notifies subscribers that it is listening, even those that subscribe later', async () => {
    const app = await create({ controllers: [Slow] });
    const host = app.get(HttpAdapterHost);
    const heard: string[] = [];
    host.listen$.subscribe(() => heard.push('early'));
    expect(host.listening).toBe(false);
    await app.listen(0);
    host.listen$.subscribe(() => heard.push('late'));
    expect([heard, host.listening, host.httpAdapter]).toEqual([['early', 'late'], true, app.getHttpAdapter()]);
    await app.close();
    expect(host.listening).toBe(false);
  });
});

describe('several servers', () => {
  const { key, cert } = certificate();

  it('serve HTTP and HTTPS together, and close together', async () => {
    const app = await create({ controllers: [Slow] });
    const upgrades: string[] = [];
    app.getHttpServer().on('upgrade', (_request: unknown, socket: Socket) => {
      upgrades.push('upgrade');
      socket.end('HTTP/1.1 101 Switching Protocols\r\n\r\n');
    });
    const ports = await freePorts(2);
    await app.listen([
      { port: ports[0], host: '127.0.0.1' },
      { port: ports[1], host: '127.0.0.1', httpsOptions: { key, cert } },
    ]);
    expect((await body(`http://127.0.0.1:${ports[0]}/fast`)).text).toBe('fast');
    expect(await secureBody(`https://127.0.0.1:${ports[1]}/fast`)).toBe('fast');
    expect(await app.getUrl()).toBe(`http://127.0.0.1:${ports[0]}`);
    await app.close();
    await expect(body(`http://127.0.0.1:${ports[0]}/fast`)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await expect(secureBody(`https://127.0.0.1:${ports[1]}/fast`)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('pass upgrades on to the first server', async () => {
    const app = await create({ controllers: [Slow] });
    const [first, second] = await freePorts(2);
    await app.listen([
      { port: first, host: '127.0.0.1' },
      { port: second, host: '127.0.0.1' },
    ]);
    app
      .getHttpServer()
      .on('upgrade', (_request: unknown, socket: Socket) => socket.end('HTTP/1.1 101 Switching Protocols\r\n\r\n'));
    const socket = await open(
      `http://127.0.0.1:${second}`,
      'GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n',
    );
    expect(String((await once(socket, 'data'))[0])).toMatch(/^HTTP\/1\.1 101/);
  });

  it('do not listen if one of them cannot', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address() as { port: number };
    const [free] = await freePorts(1);
    const app = await create({ controllers: [Slow] });
    await expect(
      app.listen([
        { port: free, host: '127.0.0.1' },
        { port, host: '127.0.0.1' },
      ]),
    ).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await expect(body(`http://127.0.0.1:${free}/fast`)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    taken.close();
  });

  it('explain an invalid key', async () => {
    await expect(create({ controllers: [Slow] }, { httpsOptions: { key: 'nonsense', cert } })).rejects.toMatchObject({
      code: 'PORTICO_INVALID_HTTPS_OPTIONS',
      cause: expect.objectContaining({ code: expect.stringMatching(/^ERR_/) }),
    });
  });
});

function body(url: string, agent?: Agent): Promise<{ text: string; response: IncomingMessage }> {
  return new Promise((resolve, reject) => {
    get(url, { agent: agent ?? false }, (response) => {
      let text = '';
      response
        .on('data', (chunk) => (text += chunk))
        .on('end', () => resolve({ text, response }))
        .on('error', reject);
    }).on('error', reject);
  });
}

function secureBody(url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    secureGet(url, { agent: false, rejectUnauthorized: false }, (response) => {
      let text = '';
      response.on('data', (chunk) => (text += chunk)).on('end', () => resolve(text));
    }).on('error', reject);
  });
}

async function open(url: string, text: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => {});
  sockets.push(socket);
  await once(socket, 'connect');
  await new Promise<void>((resolve) => socket.write(text, () => resolve()));
  return socket;
}

async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  const ports = await Promise.all(
    servers.map(async (server) => {
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      return (server.address() as { port: number }).port;
    }),
  );
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

function certificate(): { key: string; cert: string } {
  const folder = mkdtempSync(join(tmpdir(), 'portico-tls-'));
  const [keyFile, certFile] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  execFileSync(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-days',
      '1',
      '-subj',
      '/CN=localhost',
      '-keyout',
      keyFile,
      '-out',
      certFile,
    ],
    { stdio: 'ignore' },
  );
  const files = { key: readFileSync(keyFile, 'utf8'), cert: readFileSync(certFile, 'utf8') };
  rmSync(folder, { recursive: true });
  return files;
}
