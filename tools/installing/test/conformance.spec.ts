import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, it } from 'vitest';
import { Consumer } from '../src/consumer.js';
import { workspace } from '../src/release.js';
import { tryRun } from '../src/run.js';

const installing = inject('installing');
const starters = join(workspace, 'packages/conformance/test/starters');

interface Report {
  success: boolean;
  numPassedTests: number;
  testResults: { assertionResults: { fullName: string; status: string }[] }[];
}

/** The runners that the package asks for as a peer; the older one only where time does not matter. */
const runners = installing?.mode === 'full' ? ['4.1.12', '3.2.0'] : ['4.1.12'];

it.skipIf(!installing).each(runners)(
  'adapters elsewhere run the suites with one call each, by Vitest %s',
  async (vitest) => {
    const { folder, npmrc, compilers } = installing as NonNullable<typeof installing>;
    const consumer = Consumer.in(join(folder, `platform-on-vitest-${vitest}`), npmrc);
    consumer.write('package.json', JSON.stringify({ name: 'third-party-platform', private: true, type: 'module' }));
    await consumer.install([
      '@portico/common',
      '@portico/core',
      '@portico/websockets',
      '@portico/conformance',
      'reflect-metadata',
      'rxjs',
      `vitest@${vitest}`,
      'path-to-regexp@8',
      'ws@8',
      '@types/ws@8',
      '@types/node@20',
    ]);
    expect(consumer.installed().filter((name) => name.startsWith('@portico/platform'))).toEqual([]);
    cpSync(starters, join(consumer.folder, 'src'), { recursive: true });
    for (const compiler of Object.values(compilers)) await consumer.compile(compiler);

    const args = ['vitest', 'run', '--root', 'src', '--reporter=json'];
    const { stdout, stderr } = await tryRun('npx', args, { cwd: consumer.folder });
    const report = JSON.parse(stdout.slice(stdout.indexOf('{'))) as Report;
    const tests = report.testResults.flatMap(({ assertionResults }) => assertionResults);
    expect(tests.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName)).toEqual([]);
    expect(report.success, stderr).toBe(true);
    expect(report.numPassedTests).toBeGreaterThan(300);
  },
);
