import { packageResolvers, requireInstalled, resolvePackage } from '../optional-packages/installed-packages.js';
import { errorMessage } from '../values/error-code.js';
import { JsonSchemaError } from './json-schema-error.js';

/**
 * Loads an optional package, or a file of one. The copy of the application is preferred, because decorators of the
 * application register in it.
 *
 * @typeParam T the exports that are used
 * @param file a path behind the name of the package
 * @returns `undefined` if the package is not installed
 * @throws JsonSchemaError if it is installed and cannot be loaded
 */
export function loadOptional<T>(name: string, file = ''): T | undefined {
  const places = packageResolvers(import.meta.url, 'application');
  const found = attempt(name, () => requireInstalled<T>(places, name + file));
  if (found !== undefined || file === '') return found;
  if (!places.some((place) => resolvePackage(place, name))) return undefined;
  throw new JsonSchemaError(
    `The installed version of the package ${name} has no file ${name}${file}.`,
    'Install a version that is supported: npm view @portico/common peerDependencies lists them.',
  );
}

function attempt<T>(name: string, load: () => T): T {
  try {
    return load();
  } catch (error) {
    throw new JsonSchemaError(
      `The package ${name} is installed, but cannot be loaded: ${errorMessage(error)}`,
      `Install it again: npm i ${name}`,
      error,
    );
  }
}
