import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';
import { shared } from '../../../../vitest.shared.js';

/** Only for run-mutants.ts: the tests of a mutant are meant to fail. */
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
    // A mutant's failure is often that something never comes.
    testTimeout: 10_000,
    hookTimeout: 10_000,
    maxWorkers: 2,
  },
});
