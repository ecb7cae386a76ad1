import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';
import { shared } from '../../../../vitest.shared.js';

/** Used only by stopped-suites.spec.ts. These suites are expected to fail. */
export default defineConfig({
  ...shared,
  root: resolve(import.meta.dirname, '../..'),
  test: { ...shared.test, name: 'stopped', include: ['test/stopped/*.subject.ts'] },
});
