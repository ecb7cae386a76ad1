import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'portico-count-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function lastLine(report: object | undefined, ...failedSteps: string[]): string | undefined {
  const file = join(folder, report ? 'report.json' : 'none.json');
  if (report) writeFileSync(file, JSON.stringify(report));
  const script = join(import.meta.dirname, 'count-tests.mjs');
  return execFileSync(process.execPath, [script, file, ...failedSteps], { encoding: 'utf8' })
    .trimEnd()
    .split('\n')
    .at(-1);
}

const report = (passed: number, failed: number, testResults: object[] = []) => ({
  numPassedTests: passed,
  numFailedTests: failed,
  testResults,
});
const unloaded = { name: 'a.spec.ts', status: 'failed', assertionResults: [] };

it('says how many tests passed and failed', () => {
  expect(lastLine(report(7, 0))).toBe('7 passed, 0 failed');
  expect(lastLine(report(5, 2), 'tests')).toBe('5 passed, 2 failed');
});

it('counts a file that could not be loaded', () => {
  expect(lastLine(report(7, 0, [unloaded]), 'tests')).toBe('7 passed, 1 failed');
});

it('counts another failed step, and a test run that failed outside of any test', () => {
  expect(lastLine(report(7, 0), 'lint', 'api')).toBe('7 passed, 2 failed');
  expect(lastLine(report(7, 0), 'tests')).toBe('7 passed, 1 failed');
});

it('treats a missing report as a failure', () => {
  expect(lastLine(undefined, 'tests')).toBe('0 passed, 1 failed');
});
