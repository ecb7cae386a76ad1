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
    // Installations mostly wait for one process each: 210 s instead of 271 s on two processors.
    maxWorkers: 2,
    testTimeout: 300_000,
    hookTimeout: 400_000,
  },
});
