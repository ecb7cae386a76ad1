import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { workspace } from '../release.js';
import { fingerprintOf } from './fingerprint.js';

const template = resolve(import.meta.dirname, '../../modules');

/** The packages that an application knows under the names of NestJS. */
const PACKAGES = Object.keys(JSON.parse(readFileSync(join(workspace, 'packages/migrate/offered.json'), 'utf8'))).map(
  (alias) => alias.replace('@nestjs/', ''),
);

/** Those that it can use beside them, which NestJS does not have. */
const OWN_PACKAGES = ['asyncapi'];

/** The packages of each scope, as they are installed. */
const SCOPES: Readonly<Record<string, readonly string[]>> = {
  '@nestjs': PACKAGES,
  '@portico': [...PACKAGES, ...OWN_PACKAGES],
};

/**
 * Packs the built packages, installs them with the third-party modules, and compiles the applications. The folder
 * stands outside of the workspace, so that nothing is found that was not installed there. It is kept: a later run
 * installs again only when the list of modules has changed, and then unpacks what was built since.
 *
 * @returns the folder.
 * @throws when a package is not built, and what `npm` and the compiler say.
 */
export function prepare(
  folder = process.env.MODULES_FOLDER ?? join(tmpdir(), `portico-modules-${userInfo().username}`),
): string {
  mkdirSync(join(folder, 'packages'), { recursive: true });
  pack(join(folder, 'packages'));
  for (const file of ['package.json', 'package-lock.json', 'tsconfig.json']) {
    cpSync(join(template, file), join(folder, file));
  }
  const modules = fingerprintOf(['package.json', 'package-lock.json'].map((file) => join(folder, file)));
  const stamp = join(folder, 'node_modules', '.modules');
  const installed = existsSync(stamp) && readFileSync(stamp, 'utf8') === modules;
  if (installed) unpack(folder);
  else {
    run('npm', ['ci', '--no-audit', '--no-fund'], folder);
    writeFileSync(stamp, modules);
  }
  compile(folder);
  return folder;
}

function pack(into: string): void {
  const names = [...PACKAGES, ...OWN_PACKAGES];
  const missing = names.find((name) => !existsSync(join(workspace, 'packages', name, 'dist/index.js')));
  if (missing) throw new Error(`packages/${missing} is not built: run "npm run build" first.`);
  const folders = names.map((name) => `./packages/${name}`);
  const packed = run('npm', ['pack', '--json', '--pack-destination', into, ...folders], workspace);
  for (const { name, filename } of JSON.parse(packed) as { name: string; filename: string }[]) {
    cpSync(join(into, filename), join(into, `${name.replace('@portico/', '')}.tgz`));
    rmSync(join(into, filename));
  }
}

/** The lockfile names the tarballs, not what is in them: a new build takes the place of the old one. */
function unpack(folder: string): void {
  for (const [scope, names] of Object.entries(SCOPES)) {
    for (const name of names) {
      const target = join(folder, 'node_modules', scope, name);
      for (const part of readdirSync(target)) {
        if (part !== 'node_modules') rmSync(join(target, part), { recursive: true, force: true });
      }
      run('tar', ['-xzf', join(folder, 'packages', `${name}.tgz`), '-C', target, '--strip-components', '1'], folder);
    }
  }
}

/** The applications as ES modules, and the code of the documents as CommonJS, which it was written for. */
function compile(folder: string): void {
  for (const made of ['src', 'build']) rmSync(join(folder, made), { recursive: true, force: true });
  cpSync(join(template, 'src'), join(folder, 'src'), { recursive: true });
  const compiler = join(workspace, 'node_modules/.bin/tsc');
  run(compiler, ['-p', folder], folder);
  run(compiler, ['-p', join(folder, 'src/seed')], folder);
  // The declarations of GraphQL import optional packages.
  run(compiler, ['-p', join(folder, 'src/loose')], folder);
  cpSync(join(folder, 'src/seed/package.json'), join(folder, 'build/seed/package.json'));
}

function run(command: string, args: readonly string[], cwd: string): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, encoding: 'utf8', maxBuffer: 2 ** 26 });
  if (error) throw error;
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed in ${cwd}:\n${stdout}${stderr}`);
  return stdout;
}
