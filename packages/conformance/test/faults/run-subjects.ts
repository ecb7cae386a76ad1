import { runVitest } from '../support/run-vitest.js';

/** The result of a test, and its message if it failed. */
export interface Outcome {
  readonly status: 'passed' | 'failed';
  readonly message: string;
}

/** The results by the blocks and names of the tests. */
export type Outcomes = ReadonlyMap<string, Outcome>;

/**
 * Runs tests of the subjects in another Vitest process, because they are expected to fail.
 *
 * @param tests the blocks and the name of each test to run
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
