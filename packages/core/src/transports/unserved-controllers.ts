import type { ModuleRecord } from '../container/module-record.js';
import type { ProviderRecord } from '../container/provider-record.js';
import { ClassFacts } from '../scanning/class-facts.js';
import { warnOfUnserved } from './warn-of-unserved.js';

/**
 * Logs a warning about controllers that are listed in "providers" and in "controllers" of no module: they have no
 * routes.
 */
export function warnOfUnservedControllers(modules: ReadonlyMap<unknown, ModuleRecord>): void {
  let known: Set<unknown> | undefined;
  const check = ({ kind, facts, metatype, host }: ProviderRecord): void => {
    if (kind !== 'class' || !(facts & ClassFacts.Controller)) return;
    known ??= controllersOf(modules);
    if (known.has(metatype)) return;
    known.add(metatype);
    const { name } = metatype!;
    warnOfUnserved(
      'PORTICO_UNSERVED_CONTROLLER',
      `The controller ${name} is listed in "providers" of ${host.name}, and in "controllers" of no module, so its routes do not exist.`,
      [`Move it to "controllers" of ${host.name}: controllers: [${name}].`],
    );
  };
  for (const { providers } of modules.values()) providers.forEach(check);
}

function controllersOf(modules: ReadonlyMap<unknown, ModuleRecord>): Set<unknown> {
  return new Set<unknown>([...modules.values()].flatMap(({ controllers }) => [...controllers.keys()]));
}
