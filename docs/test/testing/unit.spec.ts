// #region plain
import { expect, it } from 'vitest';
import { CatsService } from '../../examples/testing/cats/cats.service.js';

it('returns the names in upper case', async () => {
  const cats = new CatsService({ names: async () => ['Tom'] });
  expect(await cats.loudNames()).toEqual(['TOM']);
});
// #endregion
