import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';
import { shared } from '../../../../vitest.shared.js';

/** Used only by run-mutants.ts. The tests of a mutant are expected to fail. */
export default defineConfig({
  ...shared,
  root: resolve(import.meta.dirname, '../..'),
  test: {
    ...shared.test,
    name: 'mutants',
    include: ['out-tsc/mutants/*/*/*/*.spec.ts'],
    exclude: ['**/node_modules/**'],
    setupFiles: ['test/mutants/stop-after-failure.ts'],
    dangerouslyIgnoreUnhandledErrors: true,
    // Many mutants never send something for which a test waits.
    testTimeout: 10_000,
    hookTimeout: 10_000,
    maxWorkers: 2,
  },
});
