import 'reflect-metadata';
import type { ModuleMetadata } from '../contracts/injection/module-metadata.js';
import { GLOBAL_MODULE_METADATA, MODULE_KEYS, MODULE_PATH_METADATA } from './keys.js';
import { readFact } from './read.js';

/** The metadata of `@Module()` on a class; lists that it does not have are empty. */
export function readModuleMetadata(type: Function): Required<ModuleMetadata> {
  return {
    imports: readFact(MODULE_KEYS.imports, type) ?? [],
    providers: readFact(MODULE_KEYS.providers, type) ?? [],
    controllers: readFact(MODULE_KEYS.controllers, type) ?? [],
    exports: readFact(MODULE_KEYS.exports, type) ?? [],
  };
}

/** True if the class has a list of `@Module()`. */
export function hasModuleMetadata(type: Function): boolean {
  return Object.values(MODULE_KEYS).some((key) => readFact(key, type) !== undefined);
}

/** True if `@Global()` is applied to the class. */
export function isGlobalModule(type: Function): boolean {
  return readFact(GLOBAL_MODULE_METADATA, type) === true;
}

/** The path that `RouterModule` gave a module, by the id of the application. */
export function readModulePath(type: Function, applicationId: string): string | undefined {
  return readFact(pathKey(applicationId), type) ?? readFact(MODULE_PATH_METADATA, type);
}

/** Stores the path that `RouterModule` gives a module, for one application. */
export function defineModulePath(type: Function, applicationId: string, path: string): void {
  Reflect.defineMetadata(pathKey(applicationId), path, type);
}

function pathKey(applicationId: string): `${typeof MODULE_PATH_METADATA}${string}` {
  return `${MODULE_PATH_METADATA}${applicationId}`;
}
