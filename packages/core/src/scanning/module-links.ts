import type { InjectionToken, Type } from '@portico/common';
import type { NestContainer } from '../container/container.js';
import { dereference } from '../container/forward-reference.js';
import type { ModuleRecord } from '../container/records.js';
import { unknownExport } from '../errors/module-errors.js';
import type { Draft } from './draft.js';

/**
 * Puts new modules into the container: their imports and exports linked, in the order in which the
 * imports are written, and with their distance from the root.
 *
 * @param root where the walk starts: the root of the application, or a module loaded later
 */
export function linkModules(
  container: NestContainer,
  root: ModuleRecord,
  drafts: ReadonlyMap<unknown, Draft>,
  fresh: readonly Draft[],
  settled: ReadonlyMap<unknown, unknown>,
): void {
  for (const { module, imports } of fresh) {
    for (const imported of imports) if (imported && imported !== module) module.imports.add(imported);
    if (module.isGlobal) container.globals.push(module);
  }
  // The last ones first: a module finds the exports of its imports in place.
  for (let index = fresh.length - 1; index >= 0; index--)
    linkExports(container, fresh[index] as Draft, drafts, settled);
  const finished = insertInOrder(container, root);
  measureDistances(finished);
}

/** Inserts a module before its imports; answers with the modules in the order in which the walk left them. */
function insertInOrder(container: NestContainer, root: ModuleRecord): ModuleRecord[] {
  const finished: ModuleRecord[] = [];
  const walk = (module: ModuleRecord): void => {
    container.modules.set(module.token, module);
    for (const imported of module.imports) if (!container.modules.has(imported.token)) walk(imported);
    finished.push(module);
  };
  if (!container.modules.has(root.token)) walk(root);
  return finished;
}

/** The longest way from the root; imports that close a circle do not count. Global modules are farthest, so that they are ready first. */
function measureDistances(finished: readonly ModuleRecord[]): void {
  const place = new Map<ModuleRecord, number>();
  for (const [index, module] of finished.entries()) place.set(module, index);
  for (let index = finished.length - 1; index >= 0; index--) {
    const module = finished[index] as ModuleRecord;
    if (module.distance === 0) module.distance = 1;
    for (const imported of module.imports) {
      if ((place.get(imported) ?? index) < index) imported.distance = Math.max(imported.distance, module.distance + 1);
    }
  }
  for (const module of finished) if (module.isGlobal) module.distance = Number.MAX_SAFE_INTEGER;
}

function linkExports(
  container: NestContainer,
  { module, exports }: Draft,
  drafts: ReadonlyMap<unknown, Draft>,
  settled: ReadonlyMap<unknown, unknown>,
): void {
  for (const entry of exports) {
    const exported = dereference(settled.has(entry) ? settled.get(entry) : entry);
    const token = tokenOf(exported);
    if (module.providers.has(token)) {
      module.exports.add(token);
      continue;
    }
    const modules = exportedModules(container, module, exported, token, drafts);
    if (modules.length === 0) throw unknownExport(module, token);
    module.exports.add(token);
    module.reexports ??= [];
    module.reexports.push(...modules);
  }
}

/** What an export is known by: a dynamic module by its class, a provider written as an object by its token. */
function tokenOf(exported: unknown): InjectionToken {
  if (typeof exported !== 'object' || exported === null) return exported as InjectionToken;
  return ((exported as { module?: InjectionToken }).module ??
    (exported as { provide?: InjectionToken }).provide ??
    exported) as InjectionToken;
}

function exportedModules(
  container: NestContainer,
  module: ModuleRecord,
  exported: unknown,
  token: InjectionToken,
  drafts: ReadonlyMap<unknown, Draft>,
): ModuleRecord[] {
  const exact = drafts.get(exported)?.module;
  if (exact && module.imports.has(exact)) return [exact];
  const replacement = container.moduleOverrides.get(token as Type);
  const metatype =
    replacement === undefined ? token : typeof replacement === 'function' ? replacement : replacement.module;
  const visible = [...module.imports, ...container.globals];
  return [...new Set(visible.filter((imported) => imported.metatype === metatype))];
}
