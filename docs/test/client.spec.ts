import type { AddressInfo } from 'node:net';
import { ExpressAdapter } from '@portico/platform-express';
import { Test } from '@portico/testing';
import { expect, it, onTestFinished, vi } from 'vitest';
import { connectWithToken, talk } from '../examples/client/talk.js';
import { codecAdapter, MathModule } from '../examples/codecs/math.gateway.js';

async function start(): Promise<string> {
  const testing = await Test.createTestingModule({ imports: [MathModule] }).compile();
  const app = testing.createNestApplication(new ExpressAdapter(), { logger: false });
  app.useWebSocketAdapter(codecAdapter(app));
  await app.listen(0, '127.0.0.1');
  onTestFinished(() => app.close());
  const { port } = app.getHttpServer().address() as AddressInfo;
  return `ws://127.0.0.1:${port}`;
}

it('works as the page says', async () => {
  const url = await start();
  const said: string[] = [];
  await talk(url, (text) => said.push(text));
  expect(said).toEqual([
    '1 + 2 is 3',
    'counted to 1',
    'counted to 2',
    'counted to 3',
    'FAILED: Send an array',
    'now open',
    'now closed',
  ]);
});

it('connects when the function has returned a URL', async () => {
  const url = await start();
  const warn = vi.spyOn(console, 'warn').mockReturnValue();
  onTestFinished(() => warn.mockRestore());
  const error = new Error('no token yet');
  const fetchToken = vi.fn(async () => 'a-token').mockRejectedValueOnce(error);
  const client = connectWithToken(url, fetchToken);
  onTestFinished(() => client.close());
  expect(await client.request('sum', [1, 2])).toBe(3);
  expect(warn.mock.calls).toEqual([['Not connected yet:', error]]);
});
