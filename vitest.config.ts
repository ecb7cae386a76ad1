import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: ['{docs,packages/*,samples/*,tools/*}/vitest.config.ts'],
  },
});
