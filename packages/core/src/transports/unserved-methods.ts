import type { ModuleRecord } from '../container/module-record.js';
import { ClassFacts } from '../scanning/class-facts.js';
import { readTransportMember } from '../scanning/transport-metadata.js';
import { warnOfUnserved } from './warn-of-unserved.js';

/**
 * Logs a warning, once for each class, about methods for a transport in a class without the class decorator of the
 * transport.
 */
export function warnOfUnservedMethods(modules: ReadonlyMap<unknown, ModuleRecord>): void {
  const known = new Set<Function>();
  for (const { controllers, providers } of modules.values()) {
    for (const { kind, facts, metatype, host } of [...controllers.values(), ...providers.values()]) {
      if (kind !== 'class' || facts & ClassFacts.Transport || known.has(metatype!)) continue;
      const type = metatype!;
      known.add(type);
      const member = readTransportMember(type);
      if (!member) continue;
      warnOfUnserved(
        'PORTICO_UNSERVED_PROVIDER',
        `${type.name} in ${host.name} has a method with ${member.decorator}, which is never called, because the class does not have ${member.classDecorator}.`,
        [`Decorate the class with ${member.classDecorator}, and list it in "providers".`],
      );
    }
  }
}
