import { defineConfig } from 'vitest/config';
import { shared } from '../../vitest.shared.js';

/** The units. What installs packages is in install.vitest.config.ts and modules.vitest.config.ts. */
export default defineConfig({
  ...shared,
  root: import.meta.dirname,
  test: { ...shared.test, name: 'packed', include: ['src/**/*.spec.ts'] },
});
