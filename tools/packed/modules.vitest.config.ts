import { defineConfig } from 'vitest/config';
import { shared } from '../../vitest.shared.js';

/** `npx nx module-test packed`: third-party modules from npm, unmodified, on the packages under the names of NestJS. */
export default defineConfig({
  ...shared,
  root: import.meta.dirname,
  test: {
    ...shared.test,
    name: 'module-test',
    include: ['test/modules/**/*.spec.ts'],
    globalSetup: ['src/modules/global-setup.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
