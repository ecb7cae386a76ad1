import { beforeEach, type TestContext } from 'vitest';

/** Skips the rest of a file after its first failure, because one failed test detects the mutant. */
let previous: TestContext['task'] | undefined;
let failed = false;

beforeEach(({ task, skip }) => {
  failed ||= previous?.result?.state === 'fail';
  previous = task;
  if (failed) skip('the mutant was caught');
});
