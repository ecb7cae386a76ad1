import { execFile, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '@portico/test-support';
import { onTestFinished } from 'vitest';

const options = { cwd: resolve(import.meta.dirname, '..'), env: { ...process.env, PORT: '0', NO_COLOR: '1' } };

function argumentsOf(file: string): string[] {
  return ['-C', '@portico/source', '--import', '@oxc-node/core/register', `examples/${file}`];
}

/** An example that serves. */
export interface RunningExample {
  /** The URL that it prints. */
  readonly url: string;
  /** What it has printed so far. */
  lines(): string[];
}

/**
 * Runs an example as a reader would, on a free port, until the test ends.
 *
 * @param file its path in `examples`
 */
export async function watchExample(file: string): Promise<RunningExample> {
  // Some examples print the port that they were given, so it cannot be 0.
  const env = { ...options.env, PORT: String(await freePort()) };
  const child = spawn(process.execPath, argumentsOf(file), { ...options, env, stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  return new Promise((found, failed) => {
    let output = '';
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      const url = /Listening on (\S+)/.exec(output)?.[1];
      if (url) found({ url: url.replace('[::1]', 'localhost'), lines: () => output.split('\n') });
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.on('exit', (code) => failed(new Error(`examples/${file} ended with ${code}:\n${output}`)));
  });
}

/** The URL of an example that runs until the test ends. */
export async function runExample(file: string): Promise<string> {
  return (await watchExample(file)).url;
}

/**
 * Runs an example that ends by itself.
 *
 * @param variables further environment variables
 * @returns what it prints
 */
export async function runToEnd(file: string, variables: Record<string, string> = {}): Promise<string> {
  const env = { ...options.env, ...variables };
  const { stdout } = await promisify(execFile)(process.execPath, argumentsOf(file), { ...options, env });
  return stdout;
}
