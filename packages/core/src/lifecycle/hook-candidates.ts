import { isOfFramework } from '../container/core-providers.js';
import type { ModuleRecord } from '../container/module-record.js';
import type { ProviderRecord } from '../container/provider-record.js';
import { areInSameCycle } from '../container/same-cycle.js';
import { dependencyDepth } from './dependency-depth.js';
import type { HookModule } from './hook-plan.js';

/** Returns the modules of an application for planning: the farthest from the root first, each with its instances. */
export function hookModules(modules: Iterable<ModuleRecord>): HookModule<ModuleRecord, ProviderRecord>[] {
  const depths = new Map<ProviderRecord, number>();
  const depth = (record: ProviderRecord) => dependencyDepth(record, recordsBelow, depths);
  return [...modules]
    .sort((a, b) => distanceOf(b) - distanceOf(a))
    .map((module) => ({ module, own: module.instance, depth, each: (visit) => visitInstances(module, visit) }));
}

/** Any module may use a global one without importing it, so global modules start before all others. */
function distanceOf(module: ModuleRecord): number {
  return module.isGlobal ? Number.MAX_SAFE_INTEGER : module.distance;
}

function visitInstances(module: ModuleRecord, visit: (instance: unknown, record: ProviderRecord) => void): void {
  const each = (record: ProviderRecord): void => visitRecord(module, record, visit);
  module.controllers.forEach(each);
  module.injectables.forEach(each);
  module.providers.forEach(each);
}

function visitRecord(
  module: ModuleRecord,
  record: ProviderRecord,
  visit: (instance: unknown, record: ProviderRecord) => void,
): void {
  if (record.isAlias || record.token === module.metatype || !record.isDependencyTreeStatic()) return;
  if (!record.isTransient) visit(record.instance, record);
  else for (const instance of record.getStaticTransientInstances()) visit(instance, record);
}

/** Returns the dependencies of a provider; `undefined` for a value of the application, which has none. */
function recordsBelow(record: ProviderRecord): Iterable<ProviderRecord> | undefined {
  return record.kind === 'value' && !isOfFramework(record) ? undefined : planned(record);
}

/** The members of a cycle have no order: their hooks start at the same time. `INQUIRER` is not a dependency. */
function* planned(record: ProviderRecord): Iterable<ProviderRecord> {
  const { plan } = record;
  const counts = (dependency: ProviderRecord | null): dependency is ProviderRecord =>
    dependency !== null && dependency.kind !== 'inquirer' && !areInSameCycle(record, dependency);
  for (const dependency of plan?.dependencies ?? []) if (counts(dependency)) yield dependency;
  for (const { dependency } of plan?.properties ?? []) if (counts(dependency)) yield dependency;
}
