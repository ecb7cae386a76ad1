import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Manifest } from '../../../build/src/package-entries.js';

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

/**
 * What a published package must hold, and what has no place in it: sources, tests, what the compiler keeps. What its
 * manifest lists beside `dist`, such as templates, belongs to it.
 */
export function tarballProblems(
  files: readonly string[],
  { files: listed = ['dist'] }: Partial<Manifest> = {},
): string[] {
  const besides = listed.filter((entry) => entry !== 'dist');
  const isIn = (entry: string, file: string): boolean => file === entry || file.startsWith(`${entry}/`);
  const isListed = (file: string): boolean => besides.some((entry) => isIn(entry, file));
  const missing = [...NEEDED, ...besides].filter((entry) => !files.some((file) => isIn(entry, file)));
  const strays = files.filter((file) => !NEEDED.includes(file) && !BUILT.test(file) && !isListed(file));
  return [
    ...missing.map((file) => `the package lacks ${file}`),
    ...strays.map((file) => `the package must not hold ${file}`),
  ];
}

/** Files that a build for another version left: each says of which release it is, so that copies find each other. */
export function versionProblems(root: string, { name, version }: { name: string; version: string }): string[] {
  const folder = join(root, 'dist');
  const modules = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.js'));
  return modules.flatMap((file) => {
    const [, built] = readFileSync(join(folder, file), 'utf8').match(new RegExp(`"${name} (\\S+) [0-9a-f]{8} `)) ?? [];
    return built && built !== version ? [`dist/${file} was built for ${built}: npx nx build ${name}`] : [];
  });
}

const NEEDED = ['LICENSE', 'README.md', 'package.json', 'dist/index.js', 'dist/index.js.map', 'dist/index.d.ts'];
const BUILT = /^dist\/(?!.*\.(spec|test|test-d|fixture)\.).*\.(js|js\.map|d\.ts)$/;
