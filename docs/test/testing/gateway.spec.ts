import 'reflect-metadata';
import { ExpressAdapter } from '@portico/platform-express';
import { Test } from '@portico/testing';
import { io } from 'socket.io-client';
import { expect, it } from 'vitest';
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
