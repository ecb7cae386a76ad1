import { isController } from '@portico/common/internal';
import type { ModuleRecord } from '../container/module-record.js';
import { warnOfUnserved } from './warn-of-unserved.js';

/**
 * Logs a warning about controllers that are listed in "providers" and in "controllers" of no module: they have no
 * routes.
 */
export function warnOfUnservedControllers(modules: ReadonlyMap<unknown, ModuleRecord>): void {
  const all = [...modules.values()];
  const known = new Set<unknown>(all.flatMap(({ controllers }) => [...controllers.keys()]));
  for (const { kind, metatype, host } of all.flatMap(({ providers }) => [...providers.values()])) {
    const type = metatype!;
    if (kind !== 'class' || known.has(type)) continue;
    known.add(type);
    if (!isController(type)) continue;
    warnOfUnserved(
      'PORTICO_UNSERVED_CONTROLLER',
      `The controller ${type.name} is listed in "providers" of ${host.name}, and in "controllers" of no module, so its routes do not exist.`,
      [`Move it to "controllers" of ${host.name}: controllers: [${type.name}].`],
    );
  }
}
