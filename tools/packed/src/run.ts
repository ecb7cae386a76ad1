import { spawn } from 'node:child_process';

export interface RunOptions {
  cwd: string;
  env?: NodeJS.ProcessEnv;
}

/** How a program ended. */
export interface RunResult {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs a program to its end, without keeping others from running. */
export function tryRun(command: string, args: readonly string[], { cwd, env }: RunOptions): Promise<RunResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...cleanEnvironment(), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const [stdout, stderr]: [string[], string[]] = [[], []];
    child.stdout.setEncoding('utf8').on('data', (text: string) => stdout.push(text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => stderr.push(text));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout: stdout.join(''), stderr: stderr.join('') }));
  });
}

/** As {@link tryRun}, and gives what was printed. @throws when the program fails, with what it said */
export async function run(command: string, args: readonly string[], options: RunOptions): Promise<string> {
  const { code, stdout, stderr } = await tryRun(command, args, options);
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} failed in ${options.cwd}:\n${stdout}${stderr}`);
  return stdout;
}

/** Without what npm, Nx and a test runner tell the processes that they start: a shell of a user knows none of it. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !OURS.test(name) || KEPT.test(name));
  return { ...Object.fromEntries(kept), NO_COLOR: '1' };
}

const OURS =
  /^(npm_(config|package|lifecycle|command|execpath|node_execpath).*|NX_.*|VITEST.*|NODE_OPTIONS|NODE_ENV|INIT_CWD|FORCE_COLOR|TEST|DEV|PROD|MODE)$/i;
/** Where npm finds its registry and its cache is the user's business. */
const KEPT = /^npm_config_(registry|cache|userconfig|cafile|https?_proxy|proxy|noproxy)$/i;
