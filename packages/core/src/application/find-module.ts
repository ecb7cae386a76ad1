import type { DynamicModule, Type } from '@portico/common';
import type { Container } from '../container/container.js';
import type { ModuleRecord } from '../container/module-record.js';
import { unknownModule } from '../errors/element-errors.js';

/**
 * Returns the module of a class, or of the object that is imported for a dynamic one.
 *
 * @throws FrameworkError `PORTICO_UNKNOWN_MODULE` if there is none, or several
 */
export function findModule(container: Container, module: Type | DynamicModule): ModuleRecord {
  if (typeof module !== 'function') {
    const records = container.modulesOf(module?.module);
    const found = records.find((record) => record.dynamic === module);
    if (found) return found;
    throw unknownModule(container, module?.module?.name ?? String(module), 0);
  }
  const replacement = container.moduleOverrides.get(module);
  if (replacement !== undefined && replacement !== module) return findModule(container, replacement);
  const records = container.modulesOf(module);
  const found = records.find((record) => !record.dynamic) ?? (records.length === 1 ? records[0] : undefined);
  if (!found) throw unknownModule(container, module.name, records.length);
  return found;
}
