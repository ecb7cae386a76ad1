import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: ['{docs,packages/*,samples/*,tools/*}/vitest.config.ts'],
    // Vitest leaves one processor free, which is half of a machine with two: 770 s for all tests instead of 505 s.
    maxWorkers: Math.max(2, availableParallelism() - 1),
  },
});
