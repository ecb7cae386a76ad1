import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Controller, Get, Injectable, type OnModuleInit } from '@portico/common';
import { expect, it, onTestFinished } from 'vitest';
import { portOf } from '../support/port-of.js';
import { createApplication, launchForTest } from './support/application.js';
import { HttpClient } from './support/client.js';
import type { HttpPlatform } from './support/platform.js';

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
    const message = expect.stringMatching(/EADDRINUSE.*\nHow to fix it: .*another port/);
    await expect(app.listen(port, '127.0.0.1')).rejects.toMatchObject({ code: 'EADDRINUSE', message });
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
