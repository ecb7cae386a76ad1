import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Finding } from './scan-source.js';

const CONFIGURATION = /^jest.*\.(json|[cm]?[jt]s)$/;
const PATTERNS = /transformIgnorePatterns["']?\s*:\s*\[[^\]]*\]/g;

/**
 * What the configuration of Jest needs. An application whose Jest transforms the ES modules of `@nestjs/*` names that scope in
 * `transformIgnorePatterns`; the modules lie under `@portico` now.
 *
 * @param root the folder to which the names of files are relative
 */
export function jestSettings(root: string, folder: string): Finding[] {
  return configurations(folder).flatMap((path) => {
    const text = readFileSync(path, 'utf8');
    return [...text.matchAll(PATTERNS)]
      .filter(([patterns]) => patterns.includes('@nestjs') && !patterns.includes('@portico'))
      .map(({ index }) => ({
        file: relative(root, path),
        line: text.slice(0, index).split('\n').length,
        message:
          'transformIgnorePatterns lets only @nestjs be transformed: write (@portico|@nestjs) in place of @nestjs',
      }));
  });
}

/** The configurations of the package, and those in its folder of end-to-end tests, where the Nest CLI creates one. */
function configurations(folder: string): string[] {
  const files = [folder, join(folder, 'test')].filter(existsSync).flatMap((place) =>
    readdirSync(place)
      .filter((name) => CONFIGURATION.test(name))
      .map((name) => join(place, name)),
  );
  return [join(folder, 'package.json'), ...files];
}
