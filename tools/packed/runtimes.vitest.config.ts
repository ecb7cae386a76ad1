import { defineConfig } from 'vitest/config';
import { shared } from '../../vitest.shared.js';

/** `npx nx runtime-test packed`: the applications of the READMEs and the conformance suites on Bun and Deno. */
export default defineConfig({
  ...shared,
  root: import.meta.dirname,
  test: {
    ...shared.test,
    name: 'runtime-test',
    include: ['test/runtimes/**/*.spec.ts'],
    globalSetup: ['src/runtimes/global-setup.ts'],
    fileParallelism: false,
    testTimeout: 600_000,
    hookTimeout: 400_000,
  },
});
