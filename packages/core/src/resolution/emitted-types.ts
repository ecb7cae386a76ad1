import { Logger } from '@portico/common';
import { isDecorated } from '../container/class-decorators.js';
import type { InjectionPoint } from '../container/injection-points.js';
import type { ProviderRecord } from '../container/records.js';
import { missingTypes, untypedClass } from '../errors/dependency-errors.js';

const warned = new WeakSet<Function>();

/**
 * Rejects a class whose constructor has parameters with unknown types: no emitted types, no decorator, no list. A class
 * without any decorator may come from a library: it is created without arguments, with a warning. Inherited
 * constructors are not checked.
 *
 * @throws FrameworkError `PORTICO_MISSING_TYPES`
 */
export function checkEmittedTypes(
  record: ProviderRecord,
  points: readonly InjectionPoint<number>[],
  chain: readonly ProviderRecord[],
): void {
  if (points.length > 0) {
    const missing = points.find((point) => point.source === 'missing' && !point.optional);
    if (missing) throw missingTypes(record, record.metatype!, missing.place, chain);
    return;
  }
  const type = record.metatype!;
  const owner = constructorOwner(type);
  if (owner.length === 0) return;
  // `@Module({})` stores no metadata on the class: modules are recognized by their record.
  if (isDecorated(owner) || owner === record.host.metatype) throw missingTypes(record, owner, 0, chain);
  if (owner !== type || warned.has(type)) return;
  warned.add(type);
  new Logger('Injector').warn(untypedClass(record).message);
}

/** The class of the chain whose constructor runs first: a class without one of its own has its parent's. */
function constructorOwner(type: Function): Function {
  let owner = type;
  while (owner.length === 0) {
    const parent: Function | null = Object.getPrototypeOf(owner);
    if (parent === null || parent === Function.prototype || hasConstructor(owner)) return owner;
    owner = parent;
  }
  return owner;
}

function hasConstructor(type: Function): boolean {
  return /\bconstructor\s*\(/.test(Function.prototype.toString.call(type));
}
