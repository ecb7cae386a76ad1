import type { AddressInfo } from 'node:net';
import { ExpressAdapter } from '@portico/platform-express';
import { Test } from '@portico/testing';
import { expect, it, onTestFinished } from 'vitest';
import { talk } from '../examples/client/talk.js';
import { codecAdapter, MathModule } from '../examples/codecs/math.gateway.js';

it('works as the page says', async () => {
  const testing = await Test.createTestingModule({ imports: [MathModule] }).compile();
  const app = testing.createNestApplication(new ExpressAdapter(), { logger: false });
  app.useWebSocketAdapter(codecAdapter(app));
  await app.listen(0, '127.0.0.1');
  onTestFinished(() => app.close());
  const { port } = app.getHttpServer().address() as AddressInfo;
  const said: string[] = [];
  await talk(`ws://127.0.0.1:${port}`, (text) => said.push(text));
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
