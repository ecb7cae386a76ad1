import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/** How each test ended, by its blocks and its name. */
export type Outcomes = ReadonlyMap<string, 'passed' | 'failed'>;

interface JsonReport {
  testResults: { assertionResults: { ancestorTitles: string[]; title: string; status: string }[] }[];
}

const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');

/**
 * Runs tests of the subjects in a Vitest of their own, in which they may fail.
 *
 * @param tests each by its blocks and its name; all others are left out
 */
export async function runSubjects(tests: readonly (readonly string[])[]): Promise<Outcomes> {
  const scratch = await mkdtemp(join(tmpdir(), 'portico-teeth-'));
  try {
    const report = join(scratch, 'report.json');
    const names = tests.map((path) => literally(path.join(' ')));
    const output = await run(
      ['run', '--config', 'test/teeth/vitest.config.ts', '-t', `^(${names.join('|')})$`],
      report,
    );
    const json = await readFile(report, 'utf8').catch(() => Promise.reject(new Error(output)));
    return outcomesOf(JSON.parse(json) as JsonReport);
  } finally {
    await rm(scratch, { recursive: true });
  }
}

export function nameOf(path: readonly string[]): string {
  return path.join(' > ');
}

function run(args: readonly string[], report: string): Promise<string> {
  const { VITEST: _outer, ...env } = process.env;
  return new Promise((settle) => {
    execFile(
      process.execPath,
      [vitest, ...args, '--reporter=json', `--outputFile=${report}`],
      { cwd: resolve(import.meta.dirname, '../..'), env, maxBuffer: 64 * 1024 * 1024 },
      (_failed, stdout, stderr) => settle(`${stdout}\n${stderr}`),
    );
  });
}

function outcomesOf({ testResults }: JsonReport): Outcomes {
  const all = testResults.flatMap(({ assertionResults }) => assertionResults);
  return new Map(
    all.flatMap(({ ancestorTitles, title, status }) =>
      status === 'passed' || status === 'failed' ? [[nameOf([...ancestorTitles, title]), status] as const] : [],
    ),
  );
}

function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
