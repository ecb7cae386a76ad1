import { basename } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { runVitest, type VitestReport } from '../support/run-vitest.js';

type SuiteFile = VitestReport['testResults'][number];

let files: ReadonlyMap<string, SuiteFile>;
let output: string;
beforeAll(async () => {
  const run = await runVitest('test/stopped/vitest.config.ts', [], 100_000);
  files = new Map(run.report.testResults.map((file) => [basename(file.name, '.subject.ts'), file]));
  output = run.output.replaceAll(/\s+/g, ' ');
}, 120_000);

/** How many tests a suite has, and those of them that were run. */
function resultOf(name: string) {
  const { status, assertionResults = [] } = files.get(name) ?? {};
  const run = assertionResults.filter((test) => test.status === 'passed' || test.status === 'failed');
  return { status, hasTests: assertionResults.length > 50, run };
}

describe('a suite that cannot begin', () => {
  it('fails without running a test when the first request gets 404', () => {
    expect(resultOf('http-without-routes')).toEqual({ status: 'failed', hasTests: true, run: [] });
    expect(output).toContain(
      'The platform "my-platform" answered the first request of the suite, GET /first-request, with 404, so its tests were not run.',
    );
  });

  it('fails without running a test when the first client cannot connect', () => {
    expect(resultOf('websocket-without-upgrades')).toEqual({ status: 'failed', hasTests: true, run: [] });
    expect(output).toContain(
      'The first client of the suite could not connect to a gateway on the platform "my-platform" (Unexpected server response: 404), so its tests were not run.',
    );
  });
});

describe('a deviation from RFC 6455', () => {
  it('fails, alone, when no test has its name, and skips the tests that have', () => {
    const { status, hasTests, run } = resultOf('wrong-deviation');
    expect([status, hasTests]).toEqual(['failed', true]);
    expect(run.map((test) => [test.title, test.status])).toEqual([
      ['the deviation "5.1 closes with 1003 on *" is that of a test', 'failed'],
    ]);
    expect(run[0]?.failureMessages?.join()).toContain('No test of RFC 6455 has the name "5.1 closes with 1003 on *".');
  });
});
