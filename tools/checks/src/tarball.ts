import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

export interface Packed {
  tarball: string;
  /** Paths inside the package. */
  files: string[];
}

/** Packs a package the way `npm publish` does, into a folder outside of the work tree. */
export function pack(root: string, destination: string): Packed {
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', destination];
  const output = execFileSync('npm', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  const [packed] = JSON.parse(output) as [{ filename: string; files: { path: string }[] }];
  return { tarball: join(destination, packed.filename), files: packed.files.map(({ path }) => path) };
}

/** What a published package must hold, and what has no place in it. */
export function tarballProblems(files: readonly string[]): string[] {
  const present = new Set(files);
  const needed = ['LICENSE', 'README.md', 'package.json', 'bundle/index.js', 'bundle/index.js.map'];
  const declarations = files.filter(isDeclaration);
  const missing = [...needed, ...declarations.flatMap((file) => [`${file}.map`, sourceOf(file)])].filter(
    (file) => !present.has(file),
  );
  const strays = files.filter((file) => STRAY.test(file));
  return [
    ...(declarations.length === 0 ? ['the package has no declarations'] : []),
    ...missing.map((file) => `the package lacks ${file}`),
    ...strays.map((file) => `the package must not hold ${file}`),
  ];
}

/** Outputs whose source is gone: the compiler leaves them behind and a cache brings them back. */
export function staleOutputs(root: string, files: readonly string[], name: string): string[] {
  return files
    .filter((file) => isDeclaration(file) && !existsSync(join(root, sourceOf(file))))
    .map((file) => `${file} is stale: rm -rf ${root}/dist && npx nx build ${name} --skip-nx-cache`);
}

/** Modules of the compiler are in the bundle already. */
const STRAY = /\.(spec|test|test-d|fixture)\.|tsbuildinfo$|^test\/|^out-tsc\/|^dist\/.*\.js(\.map)?$/;

function isDeclaration(file: string): boolean {
  return /^dist\/.*\.d\.ts$/.test(file);
}

function sourceOf(declaration: string): string {
  return declaration.replace(/^dist\//, 'src/').replace(/\.d\.ts$/, '.ts');
}
