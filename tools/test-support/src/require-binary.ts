import { accessSync, constants, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const POSTGRES = '/usr/lib/postgresql';

/** Programs outside npm which some tests drive, with the names under which systems install them. */
const candidates = {
  'redis-server': ['redis-server'],
  initdb: ['initdb'],
  // Without a window, which takes a third of the time for each page.
  chromium: ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'],
} as const;

export type RequiredBinary = keyof typeof candidates;

/** Where an executable of this name is on a search path, if anywhere. */
export function findExecutable(name: string, searchPath = process.env.PATH ?? ''): string | undefined {
  return searchPath
    .split(delimiter)
    .concat(name === 'initdb' ? postgresFolders() : [])
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, name))
    .find(isExecutable);
}

/**
 * Finds a program that a test needs. A machine without it skips the test and says why; with `CI=true` it throws,
 * so that nothing is left out unseen.
 *
 * @example
 * const redis = requireBinary('redis-server');
 * describe.skipIf(!redis)('two servers over redis', () => { … });
 *
 * @param binary the program
 * @param env where `PATH` and `CI` are read
 * @returns its path, or undefined when the test has to be skipped
 * @throws Error when it is missing and `CI` is set
 */
export function requireBinary(binary: RequiredBinary, env: NodeJS.ProcessEnv = process.env): string | undefined {
  for (const name of candidates[binary]) {
    const found = findExecutable(name, env.PATH);
    if (found) return found;
  }
  const reason = `${binary} is not on the PATH (Debian: apt-get install ${binary === 'initdb' ? 'postgresql' : binary})`;
  if (env.CI && env.CI !== 'false') throw new Error(`A test needs ${binary}, and CI leaves no test out: ${reason}.`);
  process.stderr.write(`skipped: ${reason}.\n`);
  return undefined;
}

/** Debian keeps the programs of the server apart, for each version. */
function postgresFolders(): string[] {
  try {
    return readdirSync(POSTGRES).map((version) => join(POSTGRES, version, 'bin'));
  } catch {
    return [];
  }
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
