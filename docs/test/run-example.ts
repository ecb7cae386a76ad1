import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { onTestFinished } from 'vitest';

const root = resolve(import.meta.dirname, '..');

/**
 * Runs an example as a reader would, on a free port, until the test ends.
 *
 * @param file its name in `examples`
 * @returns the URL that it prints
 */
export function runExample(file: string): Promise<string> {
  const child = spawn(
    process.execPath,
    ['-C', '@portico/source', '--import', '@oxc-node/core/register', `examples/${file}`],
    { cwd: root, env: { ...process.env, PORT: '0', NO_COLOR: '1' }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  return new Promise((found, failed) => {
    let output = '';
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      const url = /Listening on (\S+)/.exec(output)?.[1];
      if (url) found(url.replace('[::1]', 'localhost'));
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.on('exit', (code) => failed(new Error(`examples/${file} ended with ${code}:\n${output}`)));
  });
}
