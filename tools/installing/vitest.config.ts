import { defineConfig } from 'vitest/config';
import { shared } from '../../vitest.shared.js';

export default defineConfig({
  ...shared,
  root: import.meta.dirname,
  test: {
    ...shared.test,
    name: 'installing',
    globalSetup: ['test/global-setup.ts'],
    // Files install packages and start compilers: one after the other, or their times would mean nothing.
    fileParallelism: false,
    testTimeout: 300_000,
    hookTimeout: 400_000,
  },
});
