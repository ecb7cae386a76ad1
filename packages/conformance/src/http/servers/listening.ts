import { mkdtemp, rm } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Controller, Get, Injectable, type OnModuleInit } from '@portico/common';
import { expect, it, onTestFinished } from 'vitest';
import { TEST_CERTIFICATE } from '../../support/certificate.js';
import { portOf } from '../../support/port-of.js';
import { RawSocket } from '../../support/raw-socket.js';
import { createApplication, launchForTest } from '../support/application.js';
import { HttpClient } from '../support/client.js';
import type { HttpPlatform } from '../support/platform.js';

@Controller()
class HelloController {
  @Get() hello() {
    return 'hello';
  }
}

const parts = { controllers: [HelloController] };

export function describeListening(platform: HttpPlatform): void {
  it('on a free port of a host, which getUrl() returns', async () => {
    const { app, port } = await launchForTest(platform, parts);
    expect(await app.getUrl()).toBe(`http://127.0.0.1:${port}`);
  });

  it('on a port of all addresses', async () => {
    const { app } = await createApplication(platform, parts);
    onTestFinished(() => app.close());
    await app.listen(0);
    expect(await (await fetch(await app.getUrl())).text()).toBe('hello');
  });

  it('with a port as text, and a callback that is called once', async () => {
    const { app } = await createApplication(platform, parts);
    onTestFinished(() => app.close());
    let called = 0;
    const server = await app.listen('0', '127.0.0.1', () => called++);
    expect(called).toBe(1);
    expect(server).toBe(app.getHttpServer());
  });

  it('on a unix socket', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'socket-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const socketPath = join(folder, 'http.sock');
    const { app } = await createApplication(platform, parts);
    await app.listen(socketPath);
    const client = new HttpClient({ socketPath });
    expect((await client.get('/', { host: 'localhost' })).text).toBe('hello');
    expect(await app.getUrl()).toBe(`http+unix://${encodeURIComponent(socketPath)}`);
    client.close();
    await app.close();
  });

  it('rejects with EADDRINUSE, and the application can be closed', async () => {
    const { port } = await launchForTest(platform, parts);
    let destroyed = 0;
    @Injectable()
    class Watch implements OnModuleInit {
      onModuleInit(): void {
        destroyed = 0;
      }
      onModuleDestroy(): void {
        destroyed++;
      }
    }
    const { app } = await createApplication(platform, { ...parts, providers: [Watch] });
    const error: Error = await app.listen(port, '127.0.0.1').catch((reason) => reason);
    const message = expect.stringMatching(/^listen EADDRINUSE.*\nHow to fix it: .*another port/);
    expect(error).toMatchObject({ code: 'EADDRINUSE', message });
    expect(error.stack?.split('How to fix it'), 'Node prints the stack').toHaveLength(2);
    await app.close();
    expect(destroyed).toBe(1);
  });

  it.each([[[0]], [[0, '127.0.0.1']], [[[{ port: 0 }, { port: 0, host: 'localhost' }]]]])(
    'listen(...%j) and close() at the same time both complete, and nothing listens afterwards',
    async (address) => {
      const { app } = await createApplication(platform, parts);
      await app.init();
      // The types do not allow arguments of a union of tuples.
      const listening = Promise.resolve(app.listen(...(address as [number]))).catch((error: unknown) => String(error));
      await app.close();
      expect(await listening).toMatch(/closed/);
      expect(app.getHttpServer().listening).toBe(false);
    },
  );

  it('close() waits for a server that is being opened, and closes it', async () => {
    const { app } = await createApplication(platform, parts);
    await app.init();
    // The name is resolved before the server listens. It is closed during that time.
    const listening = app.listen(0, 'localhost');
    await new Promise(setImmediate);
    await app.close();
    await listening.catch(() => undefined);
    expect(app.getHttpServer().listening).toBe(false);
  });

  it('with the time limits of Node.js for requests', async () => {
    const { app } = await createApplication(platform, parts);
    onTestFinished(() => app.close());
    await app.init();
    expect(app.getHttpServer()).toMatchObject({ requestTimeout: 300_000, headersTimeout: 60_000 });
  });

  it('with several servers, which all have the limits of the first one', async () => {
    const { app } = await createApplication(platform, parts);
    onTestFinished(() => app.close());
    await app.init();
    const limits = { requestTimeout: 7_000, headersTimeout: 3_000, keepAliveTimeout: 2_000, timeout: 9_000 };
    const sizes = { maxHeaderSize: 2_000, maxRequestsPerSocket: 5, connectionsCheckingInterval: 100 };
    const first = Object.assign(app.getHttpServer(), limits, sizes);
    const malformed: unknown[] = [];
    first.removeAllListeners('clientError').on('clientError', (error: unknown, socket: Socket) => {
      malformed.push(error);
      socket.end('HTTP/1.1 400 Own\r\n\r\n');
    });
    const address = { port: 0, host: '127.0.0.1' };
    const servers = await app.listen([
      address,
      address,
      { ...address, httpsOptions: { ...TEST_CERTIFICATE, keepAliveTimeout: 1_000 } },
    ]);
    expect(servers[0]).toBe(first);
    expect(servers[1]).toMatchObject({ ...limits, ...sizes });
    expect(servers[2]).toMatchObject({ ...limits, ...sizes, keepAliveTimeout: 1_000 });
    for (const server of servers.slice(0, 2)) {
      for (const [request, status] of [
        ['GARBAGE\r\n\r\n', 'Own'],
        [`GET / HTTP/1.1\r\nHost: h\r\nx-large: ${'x'.repeat(3_000)}\r\n\r\n`, 'Own'],
        ['GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n', 'OK'],
      ]) {
        const socket = await RawSocket.open(portOf(server));
        socket.write(request!);
        await socket.untilClosed();
        expect(socket.text).toMatch(new RegExp(`^HTTP/1.1 \\d{3} ${status}\r\n`));
      }
    }
    expect(malformed).toHaveLength(4);
  });

  it('getUrl() before listening rejects with an error that says so', async () => {
    const { app } = await createApplication(platform, parts);
    onTestFinished(() => app.close());
    await expect(app.getUrl()).rejects.toThrow(/listen/);
  });

  it('after init(), and routes work', async () => {
    const { app } = await createApplication(platform, parts);
    onTestFinished(() => app.close());
    await app.init();
    await app.listen(0, '127.0.0.1');
    const port = portOf(app.getHttpServer());
    expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe('hello');
  });
}
