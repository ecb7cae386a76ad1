import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { errorCode, errorMessage } from '../values/error-code.js';

/** What finds the file of a package. */
export type PackageResolver = Pick<NodeJS.Require, 'resolve'>;

/**
 * Where the packages of an application are looked for: as a module itself sees them, and from the working directory, then from
 * the script that was started. Some package managers show a package only to those that depend on it.
 *
 * @param module the URL of the module that looks for them
 * @param first whether the module or the working directory is preferred
 */
export function packageResolvers(module: string, first: 'module' | 'application' = 'module'): NodeJS.Require[] {
  const application = pathToFileURL(join(process.cwd(), 'package.json'));
  const script = process.argv[1] ? [pathToFileURL(process.argv[1])] : [];
  const places = first === 'module' ? [module, application] : [application, module];
  return [...places, ...script].map((place) => createRequire(place));
}

/** The file of a package; `undefined` if it is not installed there. */
export function resolvePackage(resolver: PackageResolver, name: string): string | undefined {
  try {
    return resolver.resolve(name);
  } catch {
    return undefined;
  }
}

/**
 * Loads a package that need not be installed, from the first place that has it.
 *
 * @typeParam T what it exports, as far as it is used
 * @returns `undefined` if it is not installed
 * @throws what it throws while it is loaded
 */
export function requireInstalled<T>(places: readonly NodeJS.Require[], name: string): T | undefined {
  return places.find((place) => resolvePackage(place, name) !== undefined)?.(name);
}

/** Whether an error says that a package or a file is not there. */
export function isModuleNotFound(error: unknown): boolean {
  const code = errorCode(error);
  return code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND';
}

/** Whether an error says that this package is not installed, and not another one that it needs. */
export function isPackageAbsent(name: string, error: unknown): boolean {
  if (!isModuleNotFound(error)) return false;
  return new RegExp(`(package|module|url|import) '?"?${name.replace('/', '\\/')}`, 'i').test(errorMessage(error));
}
