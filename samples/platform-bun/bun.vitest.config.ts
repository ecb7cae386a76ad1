import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { shared } from '../../vitest.shared.js';

/** Bun replaces the package ws, whose clients the suites use, by its own: under this path it is the package. */
const ws = join(import.meta.dirname, '../../node_modules/ws/wrapper.mjs');

/** The tests that need Bun: `npx nx bun-test platform-bun`, with `bun` in the PATH. */
export default defineConfig({
  ...shared,
  root: import.meta.dirname,
  resolve: { alias: { ws } },
  test: { ...shared.test, name: 'platform-bun on Bun', include: ['test/bun/**/*.spec.ts'] },
});
