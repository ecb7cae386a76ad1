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
  const missing = ['LICENSE', 'README.md', 'package.json'].filter((file) => !present.has(file));
  const modules = files.filter((file) => /^dist\/.*\.js$/.test(file));
  const mapless = modules
    .flatMap((file) => [`${file}.map`, file.replace(/\.js$/, '.d.ts')])
    .filter((file) => !present.has(file));
  const sourceless = modules.map(sourceOf).filter((file) => !present.has(file));
  const strays = files.filter((file) => /\.(spec|test|test-d|fixture)\.|tsbuildinfo$|^test\/|^out-tsc\//.test(file));
  return [
    ...(modules.length === 0 ? ['the package has no built module'] : []),
    ...[...missing, ...mapless, ...sourceless].map((file) => `the package lacks ${file}`),
    ...strays.map((file) => `the package must not hold ${file}`),
  ];
}

/** Outputs whose source is gone: the compiler leaves them behind and a cache brings them back. */
export function staleOutputs(root: string, files: readonly string[], name: string): string[] {
  return files
    .filter((file) => /^dist\/.*\.js$/.test(file) && !existsSync(join(root, sourceOf(file))))
    .map((file) => `${file} is stale: rm -rf ${root}/dist && npx nx build ${name} --skip-nx-cache`);
}

function sourceOf(output: string): string {
  return output.replace(/^dist\//, 'src/').replace(/\.js$/, '.ts');
}
