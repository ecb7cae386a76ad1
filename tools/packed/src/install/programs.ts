import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { workspace } from '../release.js';
import { run } from '../run.js';

/** With what applications are compiled and run. */
export interface Programs {
  /** The compilers, by version. */
  compilers: Record<string, string>;
  /** The Nodes, by version. */
  nodes: Record<string, string>;
}

const folder = resolve(import.meta.dirname, '../../programs');

/**
 * Finds the compilers and Nodes of a run: the short one has all compilers and the Node that it runs on, the full one
 * installs others, 190 MB each.
 */
export async function preparePrograms(mode: 'short' | 'full'): Promise<Programs> {
  await install(mode);
  const compilers = {
    '5.9': join(folder, 'node_modules/typescript/bin/tsc'),
    '6': join(workspace, 'node_modules/typescript/bin/tsc6'),
    '7': join(workspace, 'node_modules/@typescript/native/bin/tsc'),
  };
  if (mode === 'short') return { compilers, nodes: { [process.versions.node]: process.execPath } };
  const versions = ['20.19', '22', '24'];
  const binary = (version: string) => join(folder, `node_modules/node-${version}/bin/node`);
  return { compilers, nodes: Object.fromEntries(versions.map((version) => [version, binary(version)])) };
}

/** `npm ci` in a folder of its own, unless what this mode needs of its lockfile is installed. The Nodes are optional. */
async function install(mode: 'short' | 'full'): Promise<void> {
  const installed = versionsIn(join(folder, 'node_modules/.package-lock.json'), 'full');
  if (versionsIn(join(folder, 'package-lock.json'), mode).every((version) => installed.includes(version))) return;
  const flags = mode === 'short' ? ['--omit=optional'] : [];
  const quiet = ['--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'];
  await run('npm', ['ci', ...quiet, ...flags], { cwd: folder });
}

function versionsIn(lockfile: string, mode: 'short' | 'full'): string[] {
  if (!existsSync(lockfile)) return [];
  const { packages } = JSON.parse(readFileSync(lockfile, 'utf8')) as {
    packages: Record<string, { version?: string; optional?: boolean }>;
  };
  return Object.entries(packages).flatMap(([name, { version, optional }]) =>
    name === '' || (mode === 'short' && optional) ? [] : `${name}@${version}`,
  );
}
