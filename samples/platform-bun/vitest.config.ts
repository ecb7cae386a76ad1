import { defineConfig } from 'vitest/config';
import { shared } from '../../vitest.shared.js';

/** The tests in `test/bun` run on Bun: `bun.vitest.config.ts`. */
export default defineConfig({
  ...shared,
  root: import.meta.dirname,
  test: { ...shared.test, name: 'platform-bun', include: ['test/*.spec.ts'] },
});
