import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { checkSite } from './check-site.mjs';

/** `npx nx build docs`: the documentation site, from docs/*.md and the sources of the packages into docs/site/dist. */
const here = import.meta.dirname;

function run(program, ...args) {
  const { status, error } = spawnSync(program, args, { cwd: here, stdio: ['ignore', 'inherit', 'inherit'] });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
}

function lockfile(path) {
  if (!existsSync(path)) return undefined;
  const { packages } = JSON.parse(readFileSync(path, 'utf8'));
  return packages;
}

/** npm notes what it has installed: an outdated or half-done install differs from the lockfile. */
function isInstalled() {
  const wanted = lockfile(join(here, 'package-lock.json'));
  const installed = lockfile(join(here, 'node_modules/.package-lock.json'));
  if (!installed) return false;
  return Object.entries(wanted).every(
    ([path, { version, optional }]) => path === '' || optional || installed[path]?.version === version,
  );
}

if (!isInstalled()) run('npm', 'ci', '--no-audit', '--no-fund', '--loglevel=error');
rmSync(join(here, '../reference'), { recursive: true, force: true });
run(process.execPath, 'node_modules/typedoc/bin/typedoc', '--options', 'reference/typedoc.json');
run(process.execPath, 'node_modules/vitepress/bin/vitepress.js', 'build', '.');

const faults = checkSite(join(here, 'dist'), process.env.DOCS_BASE ?? '/');
for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exit(1);
