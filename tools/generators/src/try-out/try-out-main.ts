import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { commit, copyRepository, git, linkPackage } from './copy-of-repository.js';

/**
 * `try-out-main.ts [--keep]`: generates a platform of each kind in a copy of the repository and sees that both are green
 * before a line is edited. `--keep` leaves the copy for a look.
 */
const KINDS = ['http', 'websocket'] as const;
const TARGETS = ['lint', 'typecheck', 'build', 'test', 'api', 'package-check'];

const keep = process.argv.includes('--keep');
const copy = copyRepository(process.cwd());
console.log(`A copy of the repository is in ${copy}`);
try {
  const projects = KINDS.flatMap((kind) => generate(kind));
  nx('sync:check');
  nx('run-many', '-t', ...TARGETS, '-p', ...projects, 'checks', 'generators', '--outputStyle=static');
  const left = git(copy, 'status', '--porcelain');
  if (left) throw new Error(`Checks changed what the generator wrote:\n${left}`);
  console.log(`Green before a line is edited: ${projects.join(', ')}`);
} finally {
  if (keep) console.log(`The copy is left in ${copy}`);
  else rmSync(copy, { recursive: true, force: true });
}

/** @returns the projects that were made */
function generate(kind: (typeof KINDS)[number]): string[] {
  const name = `platform-try-${kind}`;
  linkPackage(copy, `packages/${name}`, `@portico/${name}`);
  nx('g', '@portico/generators:platform', name, `--kind=${kind}`, '--skipInstall', '--no-interactive');
  const sample = git(copy, 'ls-files', '--others', `samples/*-try-${kind}/package.json`).split('/')[1] as string;
  commit(copy, `Generate ${name}`);
  return [`@portico/${name}`, sample];
}

function nx(...args: string[]): void {
  const start = performance.now();
  const env = { ...process.env, NX_DAEMON: 'false', NX_WORKSPACE_ROOT_PATH: copy, NX_NO_CLOUD: 'true', CI: 'true' };
  console.log(`> nx ${args.join(' ')}`);
  execFileSync('node_modules/.bin/nx', args, { cwd: copy, env, stdio: 'inherit' });
  console.log(`  ${Math.round((performance.now() - start) / 1000)} s`);
}
