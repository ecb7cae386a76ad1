import type { Server } from 'node:http';
import { waitUntil, withTimeout } from '@portico/test-support';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { WebSocket } from 'ws';
import { ask, portOf, prepareExamples } from './http-example.js';

prepareExamples();

it('has access to the adapter, and notifies when the application listens', async () => {
  const log = vi.spyOn(console, 'log').mockReturnValue();
  onTestFinished(() => log.mockRestore());
  const { app, adapterHost, httpAdapter, server, CatsService } = await import('../examples/http/adapter-host.js');
  onTestFinished(() => app.close());
  expect(adapterHost.httpAdapter).toBe(httpAdapter);
  expect(server).toBe(httpAdapter.getInstance());
  expect(app.get(CatsService).platform()).toBe('express');
  expect(log).toHaveBeenCalledWith('HTTP server is listening');
  expect((await ask('http', portOf(app.getHttpServer()), '/ready')).text).toBe('{"ready":true}');
  await app.close();
  expect(adapterHost.listening).toBe(false);
});

describe('HTTPS', () => {
  it('is served on Express', async () => {
    const { app } = await import('../examples/http/https.js');
    onTestFinished(() => app.close());
    expect((await ask('https', portOf(app.getHttpServer()))).text).toBe('hello');
    expect(await app.getUrl()).toMatch(/^https:/);
  });

  it('is served on Fastify', async () => {
    const { app } = await import('../examples/http/https-on-fastify.js');
    onTestFinished(() => app.close());
    expect((await ask('https', portOf(app.getHttpServer()))).text).toBe('hello');
  });
});

describe('several servers at once', () => {
  interface Servers {
    app: { close(): Promise<void> };
    httpServer: Server;
    httpsServer: Server;
  }

  it.each([
    ['in one call', () => import('../examples/http/several-servers.js')],
    ['of the application, around Express', () => import('../examples/http/own-servers.js')],
    ['of the application, around Fastify', () => import('../examples/http/own-servers-on-fastify.js')],
  ])('%s', async (_how, load) => {
    const { app, httpServer, httpsServer } = (await load()) as unknown as Servers;
    onTestFinished(() => app.close());
    await waitUntil(() => httpServer.listening && httpsServer.listening);
    expect((await ask('http', portOf(httpServer))).text).toBe('hello');
    expect((await ask('https', portOf(httpsServer))).text).toBe('hello');
    await app.close();
    expect([httpServer.listening, httpsServer.listening]).toEqual([false, false]);
  });

  it('of the application, with gateways', async () => {
    const { app, httpServer } = await import('../examples/http/own-servers-with-gateways.js');
    onTestFinished(() => app.close());
    await waitUntil(() => httpServer.listening);
    const client = new WebSocket(`ws://localhost:${portOf(httpServer)}`);
    const answer = new Promise((found, failed) => {
      client.on('open', () => client.send('{"event":"echo","data":"hi"}'));
      client.on('message', (data) => found(JSON.parse(String(data))));
      client.on('error', failed);
    });
    expect(await withTimeout(answer, 'answer')).toEqual({ event: 'echo', data: 'hi' });
  });
});

describe('stopping', () => {
  it('forceCloseConnections terminates running requests', async () => {
    const { app } = await import('../examples/http/force-close.js');
    const { Gate } = await import('../examples/http/slow.module.js');
    const slow = ask('http', portOf(app.getHttpServer()), '/slow').catch((error) => error);
    await waitUntil(() => app.get(Gate).count === 1);
    await withTimeout(app.close(), 'end of the application');
    expect(await slow).toMatchObject({ code: 'ECONNRESET' });
  });

  it('gracefulShutdown completes them, and an event stream that ends itself does not delay it', async () => {
    const { app } = await import('../examples/http/graceful-shutdown.js');
    const { Gate } = await import('../examples/http/slow.module.js');
    const port = portOf(app.getHttpServer());
    const slow = ask('http', port, '/slow');
    const events = ask('http', port, '/events');
    await waitUntil(() => app.get(Gate).count === 1);
    await waitUntil(async () => (await ask('http', port)).text === 'quick');
    const closing = app.close();
    await waitUntil(() => !app.getHttpServer().listening);
    app.get(Gate).open();
    expect((await slow).text).toBe('slow');
    expect((await events).text).toContain('data: hello');
    await withTimeout(closing, 'end of the application');
  });
});
