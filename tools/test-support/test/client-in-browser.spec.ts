import { join } from 'node:path';
import { startGateways } from '@portico/conformance';
import { ExpressAdapter } from '@portico/platform-express';
import { WsAdapter } from '@portico/platform-ws';
import { ConnectedSocket, MessageBody, SubscribeMessage, WebSocketGateway } from '@portico/websockets';
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
