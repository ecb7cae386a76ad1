import 'reflect-metadata';
import type { ModuleMetadata } from '../contracts/module-metadata.js';
import { GLOBAL_MODULE_METADATA, MODULE_KEYS, MODULE_PATH_METADATA } from './keys.js';
import { readFact } from './read.js';

/** The metadata of `@Module()` on a class; lists that it does not have are empty. */
export function readModuleMetadata(type: Function): Required<ModuleMetadata> {
  return {
    imports: list(MODULE_KEYS.imports, type) as Required<ModuleMetadata>['imports'],
    providers: list(MODULE_KEYS.providers, type) as Required<ModuleMetadata>['providers'],
    controllers: list(MODULE_KEYS.controllers, type) as Required<ModuleMetadata>['controllers'],
    exports: list(MODULE_KEYS.exports, type) as Required<ModuleMetadata>['exports'],
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
  return (readFact(MODULE_PATH_METADATA + applicationId, type) ?? readFact(MODULE_PATH_METADATA, type)) as
    | string
    | undefined;
}

/** Stores the path that `RouterModule` gives a module, for one application. */
export function defineModulePath(type: Function, applicationId: string, path: string): void {
  Reflect.defineMetadata(MODULE_PATH_METADATA + applicationId, path, type);
}

function list(key: string, type: Function): unknown[] {
  return (readFact(key, type) as unknown[] | undefined) ?? [];
}
