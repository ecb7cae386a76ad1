import { beforeAll, beforeEach } from 'vitest';

interface Task {
  readonly name: string;
  readonly type: string;
  readonly suite?: Task;
  readonly tasks?: readonly Task[];
}

/**
 * Skips the tests of a suite in which Bun differs from Node and the adapter cannot change that.
 *
 * @param differences the reason for each test, by its name or a part of it that begins and ends with `*`
 * @throws Error if one of them is not a test
 */
export function skipDifferences(differences: Readonly<Record<string, string>>): void {
  const entries = Object.entries(differences).map(([pattern, reason]) => ({ fits: matcher(pattern), pattern, reason }));
  // biome-ignore lint/correctness/noEmptyPattern: Vitest requires a pattern for the fixtures, of which none is needed
  beforeAll(({}, file) => {
    const names = testsOf(file).map((test) => test.name);
    const unmatched = entries.filter(({ fits }) => !names.some(fits));
    if (unmatched.length > 0) throw new Error(`No such test: ${unmatched.map(({ pattern }) => pattern).join('; ')}`);
  });
  beforeEach(({ task, skip }) => {
    const difference = entries.find(({ fits }) => fits(task.name));
    if (difference) skip(difference.reason);
  });
}

function matcher(pattern: string): (name: string) => boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  const whole = new RegExp(`^${parts.join('.*')}$`, 's');
  return (name) => whole.test(name);
}

function testsOf(task: Task): Task[] {
  return task.type === 'test' ? [task] : (task.tasks ?? []).flatMap(testsOf);
}
