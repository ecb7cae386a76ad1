import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { run } from '../run.js';

/** A runtime other than Node. */
export interface Runtime {
  readonly name: 'bun' | 'deno';
  readonly version: string;
  readonly program: string;
  /** What stands before the file that it runs. */
  readonly flags: readonly string[];
}

const folder = resolve(import.meta.dirname, '../../runtimes');

/** Installs the runtimes, 200 MB, in a folder of their own, unless they are there. */
export async function prepareRuntimes(): Promise<readonly Runtime[]> {
  const { dependencies } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  const packages = { bun: '@oven/bun-linux-x64', deno: '@deno/linux-x64-glibc' } as const;
  const isInstalled = Object.values(packages).every((name) => versionOf(name) === dependencies[name]);
  if (!isInstalled)
    await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: folder });
  const programOf = (path: string) => join(folder, 'node_modules', path);
  return [
    {
      name: 'bun',
      version: dependencies[packages.bun] ?? '',
      program: programOf(`${packages.bun}/bin/bun`),
      flags: ['--bun'],
    },
    {
      name: 'deno',
      version: dependencies[packages.deno] ?? '',
      program: programOf(`${packages.deno}/deno`),
      flags: ['run', '--allow-all', '--no-lock'],
    },
  ];
}

function versionOf(name: string): string | undefined {
  const manifest = join(folder, 'node_modules', name, 'package.json');
  return existsSync(manifest) ? (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version : undefined;
}
