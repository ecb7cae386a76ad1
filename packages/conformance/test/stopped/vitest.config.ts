import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';
import { shared } from '../../../../vitest.shared.js';

/** Only for stopped-suites.spec.ts: these suites are meant to fail. */
export default defineConfig({
  ...shared,
  root: resolve(import.meta.dirname, '../..'),
  test: { ...shared.test, name: 'stopped', include: ['test/stopped/*.subject.ts'] },
});
