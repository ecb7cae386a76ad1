import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { workspace } from './release.js';
import { run } from './run.js';

/** With what applications are compiled and run. */
export interface Programs {
  /** The compilers, by version. */
  compilers: Record<string, string>;
  /** The Nodes, by version. */
  nodes: Record<string, string>;
}

const installing = resolve(import.meta.dirname, '..');

/**
 * Finds the compilers and Nodes of a run: the short one has all compilers and the Node that it runs on, the full one
 * installs others, 190 MB each.
 */
export async function preparePrograms(mode: 'short' | 'full'): Promise<Programs> {
  await install('compilers');
  const compilers = {
    '5.9': join(installing, 'compilers/node_modules/typescript/bin/tsc'),
    '6': join(workspace, 'node_modules/typescript/bin/tsc6'),
    '7': join(workspace, 'node_modules/@typescript/native/bin/tsc'),
  };
  if (mode === 'short') return { compilers, nodes: { [process.versions.node]: process.execPath } };
  await install('nodes');
  const versions = ['20.19', '22', '24'];
  const binary = (version: string) => join(installing, `nodes/node_modules/node-${version}/bin/node`);
  return { compilers, nodes: Object.fromEntries(versions.map((version) => [version, binary(version)])) };
}

/** `npm ci` in a private folder, unless what its lockfile names is there. */
async function install(name: string): Promise<void> {
  const folder = join(installing, name);
  const installed = join(folder, 'node_modules/.package-lock.json');
  if (existsSync(installed) && same(join(folder, 'package-lock.json'), installed)) return;
  await run('npm', ['ci', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'], { cwd: folder });
}

function same(lockfile: string, installed: string): boolean {
  const versions = (path: string) => {
    const { packages } = JSON.parse(readFileSync(path, 'utf8')) as { packages: Record<string, { version?: string }> };
    return Object.entries(packages).flatMap(([name, { version }]) => (name === '' ? [] : `${name}@${version}`));
  };
  return versions(lockfile).join() === versions(installed).join();
}
