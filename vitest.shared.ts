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
    include: ['{src,test}/**/*.{spec,test}.ts'],
  },
};
