/** `@portico/common/utils/load-package.util.js`: loads optional packages for third-party modules. */
import { isModuleNotFound } from '../optional-packages/installed-packages.js';
import { missingPackages } from '../optional-packages/optional-package.js';

const loaded = new Map<string, unknown>();

/**
 * Loads an optional package.
 *
 * @param packageName the package.
 * @param context what needs it, for the error.
 * @param load loads it, resolved from the module of the caller.
 * @throws (as rejection) FrameworkError `PORTICO_PACKAGE_MISSING`, with the command that installs it.
 */
export async function loadPackage<T = any>(
  packageName: string,
  context: string,
  load: () => T | Promise<T> = () => import(/* @vite-ignore */ packageName),
): Promise<T> {
  try {
    return keep(packageName, await load());
  } catch (error) {
    throw explained(packageName, context, error);
  }
}

/** As {@link loadPackage}, synchronously. */
export function loadPackageSync<T = any>(packageName: string, context: string, load: () => T): T {
  try {
    return keep(packageName, load());
  } catch (error) {
    throw explained(packageName, context, error);
  }
}

/** The package that an earlier call loaded. */
export function loadPackageCached<T = any>(packageName: string, context: string): T {
  if (!loaded.has(packageName)) throw missingPackages([packageName], context);
  // The caller names the type, as in the documented signature.
  return loaded.get(packageName) as T;
}

/** As {@link loadPackage}; `undefined` when the package is not installed. */
export async function tryLoadPackage<T = any>(
  packageName: string,
  load: () => T | Promise<T> = () => import(/* @vite-ignore */ packageName),
): Promise<T | undefined> {
  try {
    return keep(packageName, await load());
  } catch (error) {
    if (isModuleNotFound(error)) return undefined;
    throw error;
  }
}

function keep<T>(packageName: string, exported: T): T {
  loaded.set(packageName, exported);
  return exported;
}

/** If an installed package fails to load, its own error is thrown. */
function explained(packageName: string, context: string, error: unknown): unknown {
  return isModuleNotFound(error) ? missingPackages([packageName], context) : error;
}
