import type { ModuleRecord } from '../container/module-record.js';
import type { ProviderRecord } from '../container/provider-record.js';
import { dependencyDepth } from './dependency-depth.js';
import type { HookCandidate, HookModule } from './hook-plan.js';

/** The modules of an application as planning wants them: the farthest from the root first, each with its instances. */
export function hookModules(modules: Iterable<ModuleRecord>): Iterable<HookModule<ModuleRecord>> {
  const depths = new Map<ProviderRecord, number>();
  return [...modules]
    .sort((a, b) => distanceOf(b) - distanceOf(a))
    .map((module) => ({
      module,
      candidates: candidatesOf(module, depths),
      own: module.instance,
    }));
}

/** Any module may use a global one without importing it, so global modules start before all others. */
function distanceOf(module: ModuleRecord): number {
  return module.isGlobal ? Number.MAX_SAFE_INTEGER : module.distance;
}

function* candidatesOf(module: ModuleRecord, depths: Map<ProviderRecord, number>): Iterable<HookCandidate> {
  for (const records of [module.controllers, module.injectables, module.providers]) {
    for (const record of records.values()) {
      if (record.isAlias || record.token === module.metatype || !record.isDependencyTreeStatic()) continue;
      const depth = () => dependencyDepth(record, recordsBelow, depths);
      if (record.isTransient) {
        for (const instance of record.getStaticTransientInstances()) yield { instance, depth };
      } else if (typeof record.instance === 'object') {
        yield { instance: record.instance, depth };
      }
    }
  }
}

/** The providers that one was made from; `undefined` for a value, which nothing stands below. */
function recordsBelow(record: ProviderRecord): Iterable<ProviderRecord> | undefined {
  return record.kind === 'value' ? undefined : planned(record);
}

function* planned({ plan }: ProviderRecord): Iterable<ProviderRecord> {
  for (const dependency of plan?.dependencies ?? []) if (dependency) yield dependency;
  for (const { dependency } of plan?.properties ?? []) if (dependency) yield dependency;
}
