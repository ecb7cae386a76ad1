import { runVitest } from '../support/run-vitest.js';

/** How a test ended, and what it says when it failed. */
export interface Outcome {
  readonly status: 'passed' | 'failed';
  readonly message: string;
}

/** The tests by their blocks and their names. */
export type Outcomes = ReadonlyMap<string, Outcome>;

/**
 * Runs tests of the subjects in a Vitest of their own, in which they may fail.
 *
 * @param tests each by its blocks and its name; all others are left out
 */
export async function runSubjects(tests: readonly (readonly string[])[]): Promise<Outcomes> {
  const names = tests.map((path) => literally(path.join(' ')));
  const { report } = await runVitest('test/faults/vitest.config.ts', ['-t', `^(${names.join('|')})$`], 230_000);
  const all = report.testResults.flatMap(({ assertionResults }) => assertionResults);
  return new Map(
    all.flatMap(({ ancestorTitles, title, status, failureMessages }) =>
      status === 'passed' || status === 'failed'
        ? [[nameOf([...ancestorTitles, title]), { status, message: failureMessages?.join() ?? '' }] as const]
        : [],
    ),
  );
}

export function nameOf(path: readonly string[]): string {
  return path.join(' > ');
}

function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
