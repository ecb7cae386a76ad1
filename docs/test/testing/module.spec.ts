import 'reflect-metadata';
import { Test } from '@portico/testing';
import { expect, it, vi } from 'vitest';
import { CatsModule } from '../../examples/testing/cats/cats.module.js';
import { CatsRepository } from '../../examples/testing/cats/cats.repository.js';
import { CatsService } from '../../examples/testing/cats/cats.service.js';

// #region override
it('works on the real module, with one provider replaced', async () => {
  const module = await Test.createTestingModule({ imports: [CatsModule] })
    .overrideProvider(CatsRepository)
    .useValue({ names: async () => ['Tom'] })
    .compile();

  expect(await module.get(CatsService).loudNames()).toEqual(['TOM']);
  await module.close();
});
// #endregion

// #region mocker
it('creates missing dependencies', async () => {
  const names = vi.fn(async () => ['Kitty']);
  const module = await Test.createTestingModule({ providers: [CatsService] })
    .useMocker((token) => (token === CatsRepository ? { names } : undefined))
    .compile();

  expect(await module.get(CatsService).loudNames()).toEqual(['KITTY']);
  expect(names).toHaveBeenCalledOnce();
});
// #endregion
