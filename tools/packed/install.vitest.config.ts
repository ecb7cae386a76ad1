import { defineConfig } from 'vitest/config';
import { shared } from '../../vitest.shared.js';

/** `npx nx install-test packed`: applications in fresh folders that install the packed packages from a registry. */
export default defineConfig({
  ...shared,
  root: import.meta.dirname,
  test: {
    ...shared.test,
    name: 'install-test',
    include: ['test/install/**/*.spec.ts'],
    globalSetup: ['src/install/global-setup.ts'],
    // Files install packages and start compilers: run in parallel, they would exceed each other's time limits.
    fileParallelism: false,
    testTimeout: 300_000,
    hookTimeout: 400_000,
  },
});
