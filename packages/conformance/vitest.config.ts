import { configDefaults, defineConfig } from 'vitest/config';
import { shared } from '../../vitest.shared.js';

export default defineConfig({
  ...shared,
  root: import.meta.dirname,
  test: {
    ...shared.test,
    name: 'conformance',
    include: ['{src,test,starters}/**/*.spec.ts'],
    // More than a minute on two processors, for what changes only with the suites. `.ci/full` runs it.
    exclude: [...configDefaults.exclude, ...(process.env.CONFORMANCE_FAULTS ? [] : ['test/faults/faults.spec.ts'])],
  },
});
