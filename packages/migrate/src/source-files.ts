import { readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

const SOURCE = /\.[cm]?[jt]sx?$/;
const BUILD_OUTPUT = new Set(['dist', 'build', 'out', 'coverage']);
/** Files beside which compilers and test runners create their output. */
const PROJECT = /^(package|project|tsconfig.*)\.json$/;

/** The source files of an application, without installed packages and build output. */
export function* sourceFiles(folder: string): Generator<string> {
  for (const file of filesIn(folder)) if (SOURCE.test(file) && !file.endsWith('.d.ts')) yield file;
}

/** The folders below this one that have a package.json. */
export function nestedPackages(folder: string): string[] {
  return [...filesIn(folder)]
    .filter((file) => basename(file) === 'package.json')
    .map((file) => dirname(file))
    .filter((each) => each !== folder);
}

function* filesIn(folder: string): Generator<string> {
  const entries = readdirSync(folder, { withFileTypes: true });
  const isProject = entries.some(({ name }) => PROJECT.test(name));
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      // A folder of sources may have the same name: src/build has the gateways of builds.
      const isLeftOut = entry.name === 'node_modules' || (isProject && BUILD_OUTPUT.has(entry.name));
      if (!isLeftOut && !entry.name.startsWith('.')) yield* filesIn(path);
    } else if (entry.isFile() || statSync(path, { throwIfNoEntry: false })?.isFile()) yield path;
  }
}
