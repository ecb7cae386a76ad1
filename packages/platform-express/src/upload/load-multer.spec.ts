import { expect, it, vi } from 'vitest';

vi.mock('node:module', async (original) => ({
  ...(await original<object>()),
  createRequire: () => () => {
    throw Object.assign(new Error("Cannot find module 'multer'"), { code: 'MODULE_NOT_FOUND' });
  },
}));

it('says what to install if multer is missing', async () => {
  const { createMulter } = await import('./load-multer.js');
  expect(() => createMulter({})).toThrow(
    expect.objectContaining({
      code: 'PORTICO_EXPRESS_MULTER_MISSING',
      message: expect.stringContaining('npm install multer'),
    }),
  );
});
