import { packageResolvers, requireInstalled } from '@portico/common/internal';

/**
 * Loads an optional package.
 *
 * @typeParam T the exports that are used
 * @returns `undefined` if it is not installed
 * @throws the error of the package if loading it fails
 */
export function loadOptional<T>(name: string): T | undefined {
  return requireInstalled<T>(packageResolvers(import.meta.url), name);
}
