import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { commonError } from '../errors/catalogue.js';
import { errorCode } from '../values/error-code.js';
import { isObject } from '../values/is-object.js';
import { packageResolvers, requireInstalled, resolvePackage } from './installed-packages.js';

/**
 * Loads an optional package. The copy of the application is preferred to that next to this package, because
 * decorators of the application register in it.
 *
 * @param name the package.
 * @param neededBy what needs it, for the error.
 * @throws FrameworkError `PORTICO_PACKAGE_MISSING`, with the command that installs it.
 */
export function loadOptionalPackage<T>(name: string, neededBy: string): T {
  const found = requireInstalled<T>(places(), name);
  if (found === undefined) throw missingPackages([name], neededBy);
  return found;
}

/**
 * Checks that packages are installed without loading them, so that missing ones are reported at start-up.
 *
 * @throws FrameworkError `PORTICO_PACKAGE_MISSING`, with the command that installs all that are missing.
 */
export function assertInstalled(names: readonly string[], neededBy: string): void {
  const missing = names.filter((name) => !places().some((place) => resolvePackage(place, name)));
  if (missing.length > 0) throw missingPackages(missing, neededBy);
}

function places(): NodeJS.Require[] {
  return packageResolvers(import.meta.url, 'application');
}

/** Imports a package that may be an ES module only; `undefined` if it is not installed. */
export async function importOptionalPackage<T>(name: string): Promise<T | undefined> {
  const entry = findModuleEntry(name, process.cwd());
  try {
    return await import(entry ? pathToFileURL(entry).href : name);
  } catch (error) {
    if (errorCode(error) === 'ERR_MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}

export function missingPackages(names: readonly string[], neededBy: string): Error {
  const list = names.map((name) => `"${name}"`).join(' and ');
  const which = names.length > 1 ? `packages ${list}, which are` : `package ${list}, which is`;
  return commonError('PORTICO_PACKAGE_MISSING', {
    message: `${neededBy} requires the ${which} not installed.`,
    remedy: `npm install ${names.join(' ')}`,
  });
}

/** Finds the file that `import` would load from another folder. */
function findModuleEntry(name: string, from: string): string | undefined {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    const packageFolder = join(folder, 'node_modules', name);
    const manifest = readManifest(packageFolder);
    if (manifest) {
      const { exports } = manifest;
      const root = (isObject(exports) ? exports['.'] : undefined) ?? exports;
      const entry = pickCondition(root) ?? manifest.main ?? 'index.js';
      return join(packageFolder, entry);
    }
    if (dirname(folder) === folder) return undefined;
  }
}

function readManifest(folder: string): { exports?: unknown; main?: string } | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  } catch {
    return undefined;
  }
}

function pickCondition(target: unknown): string | undefined {
  if (typeof target === 'string') return target;
  if (typeof target !== 'object' || target === null) return undefined;
  for (const [condition, value] of Object.entries(target)) {
    if (condition === 'node' || condition === 'import' || condition === 'default' || condition === 'module-sync') {
      const found = pickCondition(value);
      if (found) return found;
    }
  }
  return undefined;
}
