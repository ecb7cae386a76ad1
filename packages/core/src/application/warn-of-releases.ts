import { Logger } from '@portico/common';
import { coreError } from '../errors/core-error.js';

/**
 * The registry in which every built file of every package registers its declarations, by `name version build file`.
 * Copies of one build share an entry; every other entry belongs to another release.
 */
const COPIES: unique symbol = Symbol.for('portico.copies');

const CORE = '@portico/core';

const warned = new Set<string>();

/**
 * Warns, once for each package, of several loaded releases, whose classes differ, and of packages that do not match
 * this core.
 */
export function warnOfReleases(
  loaded: object | undefined = Reflect.get(globalThis, COPIES),
  warn: (message: string) => void = (message) => new Logger('NestFactory').warn(message),
): void {
  const keys = Object.keys(loaded ?? {});
  for (const { name, version, core } of mismatches(keys)) {
    const major = majorOf(core);
    warnOnce(name, warn, () =>
      coreError({
        code: 'PORTICO_MISMATCHED_PACKAGE',
        lines: [
          `${name} ${version} does not match ${CORE} ${core}: packages of one major version are released together.`,
        ],
        remedies: [`Install the matching version: npm install ${name}@${major}`],
      }),
    );
  }
  for (const [name, releases] of severalReleases(keys)) {
    warnOnce(name, warn, () =>
      coreError({
        code: 'PORTICO_SEVERAL_RELEASES',
        lines: [
          `${releases.length} releases of ${name} are loaded: ${releases.join(' and ')}.`,
          'Their classes are different: a filter may not catch an exception, and a provider may not be found.',
        ],
        remedies: [
          `Find the packages that depend on them: npm ls ${name}`,
          `Update all to one version, then run "npm dedupe". Check aliases too, such as "@nestjs/common": "npm:${name}@…".`,
        ],
      }),
    );
  }
}

function warnOnce(name: string, warn: (message: string) => void, error: () => Error): void {
  if (warned.has(name)) return;
  warned.add(name);
  warn(error().message);
}

/** Packages whose major version is not that of core. Unknown if several cores are loaded. */
function mismatches(keys: readonly string[]): { name: string; version: string; core: string }[] {
  const releases = new Map(
    keys.map((key) => {
      const [name = '', version = ''] = key.split(' ');
      return [`${name} ${version}`, [name, version] as const];
    }),
  );
  const cores = [...releases.values()].filter(([name]) => name === CORE);
  const core = cores[0]?.[1];
  if (core === undefined || cores.length > 1) return [];
  return [...releases.values()]
    .filter(([, version]) => majorOf(version) !== majorOf(core))
    .map(([name, version]) => ({ name, version, core }));
}

function majorOf(version: string): string {
  return version.split('.', 1)[0]!;
}

/** Returns the packages of which several versions, or several builds of one version, are loaded. */
function severalReleases(keys: readonly string[]): [name: string, releases: string[]][] {
  const packages = new Map<string, Map<string, string>>();
  for (const key of keys) {
    const [name = '', version = '', build = ''] = key.split(' ');
    const releases = packages.get(name) ?? new Map<string, string>();
    packages.set(name, releases.set(`${version} ${build}`, version));
  }
  return [...packages]
    .filter(([, releases]) => releases.size > 1)
    .map(([name, releases]) => {
      const versions = [...releases.values()];
      const told = new Set(versions).size === versions.length ? versions : [...releases.keys()].map(named);
      return [name, told];
    });
}

function named(release: string): string {
  const [version, build] = release.split(' ');
  return `${version} (build ${build})`;
}
