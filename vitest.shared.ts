import { defaultServerConditions } from 'vite';
import type { ViteUserConfig } from 'vitest/config';

/** Those of Node: it does not know `module`, under which some packages have files for bundlers only. */
const ofNode = defaultServerConditions.filter((condition) => condition !== 'module');

/** Siblings are tested from source; with TEST_DIST=1 from their built `dist`. */
const conditions = process.env.TEST_DIST ? ofNode : ['@portico/source', ...ofNode];

/** What every project of the workspace tests alike. Vitest reads server conditions only from `ssr`. */
export const shared: ViteUserConfig = {
  ssr: { resolve: { conditions } },
  test: {
    environment: 'node',
    passWithNoTests: true,
    // A worker loads the modules once for all its files: 57 s instead of 126 s for common, core and websockets. Projects
    // whose tests replace modules with `vi.mock()` are isolated.
    isolate: false,
    // Many tests start processes, which take seconds on a busy machine. A test that hangs is still detected.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    include: ['{src,test}/**/*.{spec,test}.ts'],
  },
};
