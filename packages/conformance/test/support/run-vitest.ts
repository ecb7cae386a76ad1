import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/** What Vitest says of each file and of its tests. */
export interface VitestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly ancestorTitles: readonly string[];
      readonly title: string;
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages?: readonly string[] | null;
    }[];
  }[];
}

const PACKAGE = resolve(import.meta.dirname, '../..');
const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');

/**
 * Runs a Vitest of its own, in which tests may fail.
 *
 * @param config the path of its configuration, below this package
 * @param args what follows on its command line
 * @param timeoutMs after which it is killed. Default: no limit
 * @returns its report, and what it printed
 * @throws Error with what it printed when it made no report
 */
export async function runVitest(
  config: string,
  args: readonly string[],
  timeoutMs?: number,
): Promise<{ readonly report: VitestReport; readonly output: string }> {
  const scratch = await mkdtemp(join(tmpdir(), 'portico-vitest-'));
  try {
    const file = join(scratch, 'report.json');
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile=${file}`];
    const output = await spawnNode([vitest, 'run', '--config', config, ...args, ...reporters], timeoutMs);
    const text = await readFile(file, 'utf8').catch(() => Promise.reject(new Error(output)));
    return { report: JSON.parse(text) as VitestReport, output };
  } finally {
    await rm(scratch, { recursive: true });
  }
}

function spawnNode(args: readonly string[], timeout: number | undefined): Promise<string> {
  const { VITEST: _outer, FORCE_COLOR: _color, ...env } = process.env;
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: PACKAGE,
      env: { ...env, NO_COLOR: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout,
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += String(text)));
    child.once('error', reject).once('close', () => resolve(output));
  });
}
