import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

/** Runs a program of `node_modules/.bin`; gives its output as the one problem when it fails. */
export function run(program: string, args: readonly string[]): string[] {
  const binary = resolve('node_modules/.bin', program);
  const { status, stdout, stderr, error } = spawnSync(binary, args, { encoding: 'utf8', env: quiet(process.env) });
  if (error) return [`${program} did not start: ${error.message}`];
  return status === 0 ? [] : [`${program} ${args.join(' ')}\n${stdout}${stderr}`];
}

/**
 * Without the NODE_OPTIONS with which a caller may run TypeScript sources, and without what it says about colours: Node
 * prints a warning to a program that gets both NO_COLOR and FORCE_COLOR, as Nx passes them on.
 */
export function quiet(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _, NO_COLOR: __, FORCE_COLOR: ___, ...rest } = env;
  return rest;
}
