import { beforeEach, type TestContext } from 'vitest';

/** One failed test catches a mutant: the others of its file are left out. */
let previous: TestContext['task'] | undefined;
let failed = false;

beforeEach(({ task, skip }) => {
  failed ||= previous?.result?.state === 'fail';
  previous = task;
  if (failed) skip('the mutant was caught');
});
