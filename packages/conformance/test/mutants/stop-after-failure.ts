import { beforeEach, type TestContext } from 'vitest';

// A mutant that changes the prototype of all objects must not break the suites that run in this process after it.
for (const key in Object.prototype) Reflect.deleteProperty(Object.prototype, key);

/** Skips the rest of a file after its first failure, because one failed test detects the mutant. */
let previous: TestContext['task'] | undefined;
let failed = false;

beforeEach(({ task, skip }) => {
  failed ||= previous?.result?.state === 'fail';
  previous = task;
  if (failed) skip('the mutant was caught');
});
