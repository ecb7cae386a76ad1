import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { withTimeout } from './with-timeout.js';

/** A program that {@link startProgram} has started. */
export interface RunningProgram {
  readonly child: ReturnType<typeof spawn>;
  /** What it has printed until now, errors included. */
  output(): string;
  /**
   * Waits until the output contains a text, and gives the output.
   *
   * @param milliseconds how long it waits; default: 15,000
   * @throws Error with the output when the program exits before
   */
  printed(text: string, milliseconds?: number): Promise<string>;
  /** Waits until the program exits. */
  exit(): Promise<[code: number | null, signal: string | null]>;
}

/**
 * Starts `src/main.ts` of a project in a process of its own, as `npx nx serve` does.
 *
 * @example
 * const program = startProgram(new URL('..', import.meta.url), { PORT: '0' });
 * try { await program.printed('Ctrl-C'); } finally { program.child.kill('SIGKILL'); }
 *
 * @param folder the folder of the project
 * @param env environment variables in addition to those of this process
 */
export function startProgram(folder: URL, env: Record<string, string>): RunningProgram {
  const args = ['-C', '@portico/source', '--import', '@oxc-node/core/register', 'src/main.ts'];
  const child = spawn(process.execPath, args, { cwd: fileURLToPath(folder), env: { ...process.env, ...env } });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += chunk;
    });
  }
  const exit = once(child, 'exit') as Promise<[number | null, string | null]>;
  const printed = async (text: string): Promise<string> => {
    while (!output.includes(text)) {
      await Promise.race([once(child.stdout, 'data'), exit.then(() => Promise.reject(new Error(output)))]);
    }
    return output;
  };
  return {
    child,
    output: () => output,
    printed: (text, milliseconds = 15_000) => withTimeout(printed(text), `"${text}" in the output`, milliseconds),
    exit: () => withTimeout(exit, 'exit', 15_000),
  };
}
