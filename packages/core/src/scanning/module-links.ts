import type { InjectionToken } from '@portico/common';
import { isObject } from '@portico/common/internal';
import type { Container } from '../container/container.js';
import { dereference } from '../container/forward-reference.js';
import { isClass } from '../container/is-class.js';
import type { ModuleRecord } from '../container/records.js';
import { unknownExport } from '../errors/module-errors.js';
import type { UnlinkedModule } from './unlinked-module.js';

/**
 * Adds new modules to the container: links their imports and exports, in the order of the imports, and sets their
 * distance from the root.
 *
 * @param root where the traversal starts: the root of the application, or a module that is loaded later
 */
export function linkModules(
  container: Container,
  root: ModuleRecord,
  fresh: readonly UnlinkedModule[],
  resolved: ReadonlyMap<unknown, unknown>,
): void {
  for (let index = 0; index < fresh.length; index++) linkImports(fresh[index]!);
  const left = insertInOrder(container, root, fresh);
  // The last ones first, so that the exports of imports exist before they are needed.
  for (let index = fresh.length - 1; index >= 0; index--) linkExports(container, fresh[index]!, resolved);
  measureDistances(left);
}

function linkImports({ module, imports }: UnlinkedModule): void {
  for (let index = 0; index < imports.length; index++) {
    const imported = imports[index];
    if (imported && imported !== module) module.imports.add(imported);
  }
  module.importList = module.imports.size === 0 ? NO_IMPORTS : [...module.imports];
}

const NO_IMPORTS: readonly ModuleRecord[] = [];

/**
 * Inserts a module before its imports. A `forwardRef()` to a module whose imports are being traversed continues with
 * them, as in NestJS, so that theirs come first.
 *
 * @returns the new modules, each after its imports, except after those that close a cycle
 */
function insertInOrder(container: Container, root: ModuleRecord, fresh: readonly UnlinkedModule[]): ModuleRecord[] {
  const { modules } = container;
  if (modules.has(root.token)) return [];
  const forward = new Map<ModuleRecord, Set<ModuleRecord>>();
  for (let index = 0; index < fresh.length; index++) {
    const entry = fresh[index]!;
    if (entry.forward) forward.set(entry.module, entry.forward);
  }
  // A traversal that continues elsewhere changes the order of modules.
  const left = forward.size > 0 ? leavingOrder(root, new Set(modules.values())) : [];
  const walk = (module: ModuleRecord): void => {
    modules.set(module.token, module);
    // Of several global modules that export a token, the first one counts, even if its import is a promise.
    if (module.isGlobal) container.globals.push(module);
    walkImports(module);
    if (forward.size === 0) left.push(module);
  };
  const walkImports = (module: ModuleRecord): void => {
    const { importList } = module;
    for (let index = 0; index < importList.length; index++) {
      const imported = importList[index]!;
      if (!modules.has(imported.token)) walk(imported);
      else if (forward.size > 0 && forward.get(module)?.delete(imported)) walkImports(imported);
    }
  };
  walk(root);
  return left;
}

function leavingOrder(root: ModuleRecord, entered: Set<ModuleRecord>): ModuleRecord[] {
  const left: ModuleRecord[] = [];
  const walk = (module: ModuleRecord): void => {
    entered.add(module);
    for (const imported of module.importList) if (!entered.has(imported)) walk(imported);
    left.push(module);
  };
  walk(root);
  return left;
}

/**
 * The longest path from the root, without imports that close a cycle. Global modules are farthest, so that they are
 * ready first. Until it is processed, a new module has the longest path found so far as a negative number.
 */
function measureDistances(left: readonly ModuleRecord[]): void {
  for (let index = left.length - 1; index >= 0; index--) {
    const module = left[index]!;
    const distance = module.distance === 0 ? 1 : -module.distance;
    module.distance = distance;
    const { importList } = module;
    for (let place = 0; place < importList.length; place++) {
      const imported = importList[place]!;
      if (imported.distance <= 0 && -imported.distance <= distance) imported.distance = -distance - 1;
    }
  }
  for (let index = 0; index < left.length; index++) {
    const module = left[index]!;
    if (module.isGlobal) module.distance = Number.MAX_SAFE_INTEGER;
  }
}

function linkExports(
  container: Container,
  { module, exports }: UnlinkedModule,
  resolved: ReadonlyMap<unknown, unknown>,
): void {
  for (let index = 0; index < exports.length; index++) {
    const entry = exports[index];
    const exported = dereference(resolved.size > 0 && resolved.has(entry) ? resolved.get(entry) : entry);
    const token = tokenOf(exported);
    if (!module.providers.has(token)) {
      const modules = exportedModules(container, module, token);
      if (modules.length === 0) throw unknownExport(module, token);
      module.reexports ??= [];
      module.reexports.push(...modules);
    }
    module.exports.add(token);
  }
  // A token that several modules export comes from the one that is imported first, in whatever order they are exported.
  if (module.reexports && module.reexports.length > 1) {
    const exported = new Set(module.reexports);
    module.reexports = [...new Set([...module.imports, ...container.globals])].filter((each) => exported.has(each));
  }
}

/** Returns the key of an export: the class of a dynamic module, or the token of a provider object. */
function tokenOf(exported: unknown): InjectionToken {
  // A value that is not a token is reported as an unknown export.
  const token = isObject(exported) ? (exported.module ?? exported.provide ?? exported) : exported;
  return token as InjectionToken;
}

/** Returns the imported modules with the class of an export, in the order of the imports. */
function exportedModules(container: Container, module: ModuleRecord, token: InjectionToken): ModuleRecord[] {
  const replacement = isClass(token) ? container.moduleOverrides.get(token) : undefined;
  const metatype =
    replacement === undefined ? token : typeof replacement === 'function' ? replacement : replacement.module;
  const visible = [...module.imports, ...container.globals];
  return [...new Set(visible.filter((imported) => imported.metatype === metatype))];
}
