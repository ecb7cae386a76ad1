import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/** The report of Vitest about files and their tests. */
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
 * Runs Vitest in another process, because its tests may fail.
 *
 * @param config the path of its configuration within this package
 * @param args further command-line arguments
 * @param timeoutMs the time after which it is killed, in milliseconds. Default: no limit
 * @returns its report and its output
 * @throws Error with its output if it wrote no report
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
