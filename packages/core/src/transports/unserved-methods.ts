import type { ModuleRecord } from '../container/module-record.js';
import type { ProviderRecord } from '../container/provider-record.js';
import { ClassFacts } from '../scanning/class-facts.js';
import {
  readTransportMember,
  TRANSPORT_MEMBER_METADATA,
  type TransportMember,
} from '../scanning/transport-metadata.js';
import { warnOfUnserved } from './warn-of-unserved.js';

/**
 * Logs a warning, once for each class, about methods for a transport in a class without the class decorator of the
 * transport.
 */
export function warnOfUnservedMethods(modules: ReadonlyMap<unknown, ModuleRecord>): void {
  const known = new Set<Function>();
  const check = ({ kind, facts, metatype, host }: ProviderRecord): void => {
    if (kind !== 'class' || facts & ClassFacts.Transport) return;
    const type = metatype!;
    const member = memberOf(type, facts);
    if (!member || known.has(type)) return;
    known.add(type);
    warnOfUnserved(
      'PORTICO_UNSERVED_PROVIDER',
      `${type.name} in ${host.name} has a method with ${member.decorator}, which is never called, because the class does not have ${member.classDecorator}.`,
      [`Decorate the class with ${member.classDecorator}, and list it in "providers".`],
    );
  };
  for (const { controllers, providers } of modules.values()) {
    controllers.forEach(check);
    providers.forEach(check);
  }
}

/** Most classes extend none, and have no standard metadata: then one look-up is enough. */
function memberOf(type: Function, facts: number): TransportMember | undefined {
  if (facts & (ClassFacts.Extends | ClassFacts.Properties)) return readTransportMember(type);
  return type.prototype && Reflect.getOwnMetadata(TRANSPORT_MEMBER_METADATA, type.prototype);
}
