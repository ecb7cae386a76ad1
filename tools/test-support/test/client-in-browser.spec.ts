import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { startGateways } from '@portico/conformance';
import { ExpressAdapter } from '@portico/platform-express';
import { WsAdapter } from '@portico/platform-ws';
import {
  ConnectedClient,
  ConnectedSocket,
  type GatewayClient,
  GatewayClients,
  MessageBody,
  SubscribeMessage,
  WebSocketGateway,
} from '@portico/websockets';
import { rolldown } from 'rolldown';
import { expect, it, onTestFinished } from 'vitest';
import type { WebSocket } from 'ws';
import { launchChromium, requireBinary } from '../src/index.js';

const chromium = requireBinary('chromium');

@WebSocketGateway()
class TalkGateway {
  @SubscribeMessage('double')
  double(@MessageBody() value: number) {
    return value * 2;
  }

  @SubscribeMessage('count')
  async *count() {
    for (let value = 1; ; value += 1) yield value;
  }

  @SubscribeMessage('restart')
  restart(@ConnectedSocket() socket: WebSocket): void {
    socket.close(1012);
  }
}

async function clientScript(): Promise<string> {
  const input = join(import.meta.dirname, '../../../packages/client/src/index.ts');
  const bundle = await rolldown({ input, platform: 'browser', logLevel: 'silent' });
  const { output } = await bundle.generate({ format: 'iife', name: 'portico' });
  await bundle.close();
  return output[0].code;
}

it.skipIf(!chromium)('@portico/client connects to a gateway from a browser, and reconnects', async () => {
  const { port } = await startGateways({
    providers: [TalkGateway],
    httpAdapter: new ExpressAdapter(),
    createAdapter: (app) => new WsAdapter(app),
  });
  const browser = await launchChromium(chromium as string);
  onTestFinished(() => browser.close());
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${port}/`);
  await page.addScriptTag({ content: await clientScript() });
  const start = `globalThis.client = portico.createClient('ws://127.0.0.1:${port}/', { reconnect: { minDelayMs: 5 } });`;
  expect(await page.evaluate(`${start} client.request('double', 21)`)).toBe(42);
  const counted = `(async () => {
    const values = [];
    for await (const value of client.stream('count')) if (values.push(value) === 3) return values;
  })()`;
  expect(await page.evaluate(counted)).toEqual([1, 2, 3]);
  expect(await page.evaluate(`client.request('unheard-of').catch(({ code, message }) => [code, message])`)).toEqual([
    'FAILED',
    'Unknown event',
  ]);
  const again = `new Promise((resolve) => {
    const seen = [];
    client.status.subscribe((status) => {
      seen.push(status);
      if (seen.length > 1 && status === 'open') resolve(seen);
    });
    client.emit('restart');
  })`;
  expect(await page.evaluate(again)).toEqual(['open', 'waiting', 'connecting', 'open']);
  expect(await page.evaluate(`client.request('double', 4)`)).toBe(8);
});

/** Serves pages whose policy allows only their own scripts and one server of gateways. */
async function startPages(gateways: string): Promise<string> {
  const script = await clientScript();
  const server = createServer(({ url }, response) => {
    if (url === '/') {
      response.setHeader('content-type', 'text/html');
      response.setHeader('content-security-policy', `default-src 'none'; script-src 'self'; connect-src ${gateways}`);
      response.end('<!doctype html><title>A page</title><script src="/client.js"></script>');
      return;
    }
    response.setHeader('content-type', 'text/javascript');
    // A service worker answers the page that sent a message, other workers the port that connected.
    const answer = `(data, port) => portico.createClient('${gateways}/').request('double', data).then((value) => port.postMessage(value))`;
    response.end(`${script}
      if (!globalThis.document) {
        const answer = ${answer};
        addEventListener('message', ({ data, source }) => answer(data, source ?? globalThis));
        addEventListener('connect', ({ ports: [port] }) => (port.onmessage = ({ data }) => answer(data, port)));
      }`);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  onTestFinished(() => server.closeAllConnections());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

it.skipIf(!chromium)('@portico/client runs in workers and with a strict content security policy', async () => {
  const { port } = await startGateways({
    providers: [TalkGateway],
    httpAdapter: new ExpressAdapter(),
    createAdapter: (app) => new WsAdapter(app),
  });
  const gateways = `ws://127.0.0.1:${port}`;
  const url = await startPages(gateways);
  const browser = await launchChromium(chromium as string);
  onTestFinished(() => browser.close());
  const page = await browser.newPage();
  const errors: string[] = [];
  page.on('console', (message) => errors.push(message.text()));
  page.on('pageerror', (error) => errors.push(String(error)));
  await page.goto(url);
  expect(await page.evaluate(`portico.createClient('${gateways}/').request('double', 1)`)).toBe(2);
  const inWorkers = `(async () => {
    const reply = (source, worker, data) =>
      new Promise((resolve) => {
        source.onmessage = (event) => resolve(event.data);
        worker.postMessage(data);
      });
    const dedicated = new Worker('/client.js');
    const { port } = new SharedWorker('/client.js');
    await navigator.serviceWorker.register('/client.js');
    const { active } = await navigator.serviceWorker.ready;
    return [await reply(dedicated, dedicated, 2), await reply(port, port, 3), await reply(navigator.serviceWorker, active, 4)];
  })()`;
  expect(await page.evaluate(inWorkers)).toEqual([4, 6, 8]);
  expect(errors).toEqual([]);
});

@WebSocketGateway({ connectionStateRecovery: {} })
class NewsGateway {
  @GatewayClients() readonly clients!: GatewayClients;
  async handleConnection(@ConnectedClient() client: GatewayClient) {
    await client.join('readers');
  }
}

it.skipIf(!chromium)('@portico/client receives what it missed while its page was frozen or offline, once', async () => {
  const { app, port } = await startGateways({
    providers: [NewsGateway],
    httpAdapter: new ExpressAdapter(),
    createAdapter: (own) => new WsAdapter(own),
  });
  const { clients } = app.get(NewsGateway);
  const browser = await launchChromium(chromium as string);
  onTestFinished(() => browser.close());
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`http://127.0.0.1:${port}/`);
  await page.addScriptTag({ content: await clientScript() });
  const opened = `new Promise((resolve) => {
    globalThis.news = [];
    globalThis.client = portico.createClient('ws://127.0.0.1:${port}/', { reconnect: { minDelayMs: 5 } });
    client.on('news', (number) => news.push(number));
    client.status.subscribe((status) => status === 'open' && resolve());
  })`;
  await page.evaluate(opened);
  const cdp = await context.newCDPSession(page);
  const setState = (state: 'active' | 'frozen') => cdp.send('Page.setWebLifecycleState', { state });
  let sent = 0;
  const send = (): void => {
    for (let count = 0; count < 50; count += 1) {
      sent += 1;
      clients.to('readers').emit('news', sent);
    }
  };
  send();
  await setState('frozen');
  send();
  await setState('active');
  await context.setOffline(true);
  send();
  await context.setOffline(false);
  send();
  const all = Array.from({ length: sent }, (_, index) => index + 1);
  await expect.poll(() => page.evaluate('news.length'), { timeout: 15_000 }).toBe(sent);
  expect(await page.evaluate('news')).toEqual(all);
});
