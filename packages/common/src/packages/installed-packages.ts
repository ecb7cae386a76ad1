import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { errorCode, errorMessage } from '../exceptions/error-code.js';

/** What finds the file of a package. */
export type PackageResolver = Pick<NodeJS.Require, 'resolve'>;

/**
 * Where the packages of an application are looked for: as a module itself sees them, then from the working directory and from the
 * script that was started. Some package managers show a package only to those that depend on it.
 *
 * @param module the URL of the module that looks for them
 */
export function packageResolvers(module: string): PackageResolver[] {
  const application = pathToFileURL(join(process.cwd(), 'package.json'));
  const script = process.argv[1] ? [pathToFileURL(process.argv[1])] : [];
  return [module, application, ...script].map((place) => createRequire(place));
}

/** The file of a package; `undefined` if it is not installed there. */
export function resolvePackage(resolver: PackageResolver, name: string): string | undefined {
  try {
    return resolver.resolve(name);
  } catch {
    return undefined;
  }
}

/** Whether an error says that this package is not installed, and not another one that it needs. */
export function isPackageAbsent(name: string, error: unknown): boolean {
  const code = errorCode(error);
  if (code !== 'ERR_MODULE_NOT_FOUND' && code !== 'MODULE_NOT_FOUND') return false;
  return new RegExp(`(package|module|url|import) '?"?${name.replace('/', '\\/')}`, 'i').test(errorMessage(error));
}
