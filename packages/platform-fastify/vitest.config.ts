import { defineConfig } from 'vitest/config';
import { shared } from '../../vitest.shared.js';

export default defineConfig({
  ...shared,
  root: import.meta.dirname,
  test: { ...shared.test, name: 'platform-fastify', isolate: true },
});
