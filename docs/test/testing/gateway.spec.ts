import 'reflect-metadata';
import { createClient } from '@portico/client';
import { ExpressAdapter } from '@portico/platform-express';
import { WsAdapter } from '@portico/platform-ws';
import { Test } from '@portico/testing';
import { io } from 'socket.io-client';
import { expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { CatsModule } from '../../examples/testing/cats/cats.module.js';
import { CatsRepository } from '../../examples/testing/cats/cats.repository.js';

// #region gateway
it('answers over a real socket', async () => {
  const module = await Test.createTestingModule({ imports: [CatsModule] })
    .overrideProvider(CatsRepository)
    .useValue({ names: async () => ['Tom'] })
    .compile();
  const app = module.createNestApplication(new ExpressAdapter());
  await app.listen(0);
  const client = io(await app.getUrl(), { forceNew: true });

  expect(await client.timeout(2000).emitWithAck('names')).toEqual(['TOM']);
  client.close();
  await app.close();
});
// #endregion

// #region ws
it('answers over a native WebSocket', async () => {
  const module = await Test.createTestingModule({ imports: [CatsModule] })
    .overrideProvider(CatsRepository)
    .useValue({ names: async () => ['Tom'] })
    .compile();
  const app = module.createNestApplication(new ExpressAdapter());
  app.useWebSocketAdapter(new WsAdapter(app));
  await app.listen(0);
  const client = createClient((await app.getUrl()).replace('http', 'ws'), { WebSocket });

  expect(await client.request('names')).toEqual(['TOM']);
  client.close();
  await app.close();
});
// #endregion
