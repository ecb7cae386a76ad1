import { ensurePage } from './write-page.js';

/** Vitest calls it once before the tests of the package, because tests run without a build. */
export function setup(): Promise<void> {
  return ensurePage();
}
