import { defaultServerConditions } from 'vite';
import type { ViteUserConfig } from 'vitest/config';

/** Siblings are tested from source; with TEST_DIST=1 from their built `dist`. */
const conditions = ['@portico/source', ...defaultServerConditions];

/** What every project of the workspace tests alike. Vitest reads server conditions only from `ssr`. */
export const shared: ViteUserConfig = {
  ssr: process.env.TEST_DIST ? {} : { resolve: { conditions } },
  test: {
    environment: 'node',
    passWithNoTests: true,
    // Many tests start processes, which take seconds on a busy machine; a test that hangs is found all the same.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    include: ['{src,test}/**/*.{spec,test}.ts'],
  },
};
