import { basename } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { runVitest, type VitestReport } from '../support/run-vitest.js';
import { HTTP_FAULTS } from './http-faults.js';
import { WEBSOCKET_FAULTS } from './websocket-faults.js';

type SuiteFile = VitestReport['testResults'][number];

let files: ReadonlyMap<string, SuiteFile>;
let output: string;
beforeAll(async () => {
  const run = await runVitest('test/stopped/vitest.config.ts', [], 100_000);
  files = new Map(run.report.testResults.map((file) => [basename(file.name, '.subject.ts'), file]));
  output = run.output.replaceAll(/\s+/g, ' ');
}, 120_000);

function resultOf(name: string, block = '') {
  const { status, assertionResults = [] } = files.get(name) ?? {};
  const tests = assertionResults.filter(({ fullName }) => fullName.startsWith(block));
  const run = tests.filter((test) => test.status === 'passed' || test.status === 'failed');
  return { status, hasTests: tests.length > 50, run };
}

describe.each([
  ['http', HTTP_FAULTS.map(({ what, says }) => ({ what, says }))],
  ['websocket', WEBSOCKET_FAULTS.map(({ what, says }) => ({ what, says }))],
])('the suite of an adapter: %s', (kind, faults) => {
  it.each(faults)('that $what fails with the reason, and without running its tests', ({ what, says }) => {
    expect(resultOf(kind, what)).toEqual({ status: 'failed', hasTests: true, run: [] });
    for (const text of says) expect(output).toContain(text);
  });
});

describe('a deviation from RFC 6455', () => {
  it('fails if it matches no test, and otherwise skips its tests', () => {
    const { status, hasTests, run } = resultOf('wrong-deviation');
    expect([status, hasTests]).toEqual(['failed', true]);
    expect(run.map((test) => [test.title, test.status])).toEqual([
      ['the deviation "5.1 closes with 1003 on *" matches a test', 'failed'],
    ]);
    expect(run[0]?.failureMessages?.join()).toContain('No test of RFC 6455 has the name "5.1 closes with 1003 on *".');
  });

  it('that no reason is given for fails its test, which says how to give one', () => {
    const failed = resultOf('unnamed-deviation').run.filter((test) => test.status === 'failed');
    expect(failed.length).toBeGreaterThan(0);
    for (const { title, failureMessages } of failed) {
      expect(failureMessages?.join()).toContain(`describeRfc6455(platform, { '${title}': 'the reason' })`);
    }
    expect(failed[0]?.failureMessages?.join()).toContain('The server sent no close frame within 3000 ms');
  });
});
